import { look } from '../modules/operations/deadLetters/care.ts';
import { deadLetters } from '../modules/operations/deadLetters/queues.ts';
import type { Deployment } from '../modules/operations/deployment.ts';

const shownLetters = 20;

/** The dead letters of a queue, each with the reason; undefined for a name that no queue has. */
export async function lettersIn(name: string, deployment: Deployment) {
  const queue = deadLetters.find((one) => one.name === name);
  if (queue === undefined) return undefined;
  const letters = await look(deployment, name, shownLetters);
  return letters.map(({ id, sentAt, about, reason }) => ({
    id,
    sentAt,
    about,
    why: reason ?? `the log of ${queue.worker} says it, by these ids`,
  }));
}
