import type { Message } from '@aws-sdk/client-sqs';
import type { Deployment } from '../deployment.ts';
import { OperatorError } from '../operatorError.ts';
import { deadLetterOf } from './deadLetter.ts';
import type { DeadLetter } from './deadLetter.ts';
import { goThrough, remove, sendBack } from './mailbag.ts';
import { deadLettersNamed, queueUrlOf } from './queues.ts';

interface Moved {
  readonly taken: number;
  readonly left: number;
}

/** The dead letters of a queue, as they are; of a FIFO queue the first of each group. */
export async function look(deployment: Deployment, name: string, limit: number): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  const here = await queueUrlOf(deployment, deadLettersNamed(name).id);
  await goThrough(
    deployment.sqs,
    here,
    (message) => {
      letters.push(deadLetterOf(message));
      return Promise.resolve(false);
    },
    limit,
  );
  return letters;
}

/**
 * Sends dead letters back to their queue.
 * @param id only this letter
 * @throws OperatorError where they cannot be sent back, or that letter cannot be reached
 */
export async function redrive(deployment: Deployment, name: string, id: string | undefined): Promise<Moved> {
  const { id: from, source, instead } = deadLettersNamed(name);
  if (source === undefined)
    throw new OperatorError(
      `Letters of ${name} cannot be sent back. ${instead ?? ''}\n  caravan dlq drop ${name} --reason …`,
    );
  const [here, there] = await Promise.all([queueUrlOf(deployment, from), queueUrlOf(deployment, source)]);
  return each(deployment, here, id, (message) => sendBack(deployment.sqs, here, there, message));
}

/** Deletes dead letters for good. @returns what they were about, for the record */
export async function drop(
  deployment: Deployment,
  name: string,
  id: string | undefined,
): Promise<Moved & { letters: DeadLetter[] }> {
  const here = await queueUrlOf(deployment, deadLettersNamed(name).id);
  const letters: DeadLetter[] = [];
  const dropped = await each(deployment, here, id, async (message) => {
    await remove(deployment.sqs, here, message);
    letters.push(deadLetterOf(message));
  });
  return { ...dropped, letters };
}

/** Does something with every letter, or with one. */
async function each(
  { sqs }: Deployment,
  queueUrl: string,
  id: string | undefined,
  work: (message: Message) => Promise<void>,
) {
  const done = await goThrough(sqs, queueUrl, async (message) => {
    if (id !== undefined && message.MessageId !== id) return false;
    await work(message);
    return true;
  });
  if (id !== undefined && done.taken === 0)
    throw new OperatorError(
      `No letter ${id} can be reached: "caravan dlq show" lists those that can. Of a FIFO queue's group the first must go first.`,
    );
  return done;
}
