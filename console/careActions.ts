import * as z from 'zod/mini';
import type { Article } from '../modules/articles/article.ts';
import { released, restored, withdrawn } from '../modules/articles/articleLifecycle.ts';
import { changeArticle } from '../modules/articles/changeArticle.ts';
import { channelNamed, turn } from '../modules/operations/channels.ts';
import { decideComment } from '../modules/operations/commentCare.ts';
import { drop, redrive } from '../modules/operations/deadLetters/care.ts';
import { idSchema } from './action.ts';
import type { Action } from './action.ts';
import { ConsoleError } from './consoleError.ts';

const named = z.strictObject({ name: z.string() });
/** All dead letters of a queue, or one. */
const letter = { name: z.string(), id: z.optional(idSchema) };
const withId = z.strictObject({ id: idSchema });
const reasoned = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject({ ...shape, reason: z.string().check(z.trim(), z.minLength(1)) });

/** The buttons that mend what the runbook tells of: each does what its command does. */
export const careActions: Readonly<Record<string, Action>> = {
  '/articles/withdraw': (body, deployment, now) => {
    const { id, reason } = reasoned({ id: idSchema }).parse(body);
    return change(deployment, id, (article) => withdrawn(article, 'operator', reason, now));
  },
  '/articles/restore': (body, deployment, now) =>
    change(deployment, withId.parse(body).id, (article) => restored(article, now)),
  '/articles/release': (body, deployment, now) =>
    change(deployment, withId.parse(body).id, (article) => released(article, now)),
  '/dlq/redrive': async (body, deployment) => {
    const { name, id } = z.strictObject(letter).parse(body);
    const { taken, left } = await redrive(deployment, name, id);
    return `Sent back: ${taken}. Left: ${left}.`;
  },
  '/dlq/drop': async (body, deployment) => {
    const { name, id, reason } = reasoned(letter).parse(body);
    const { taken, letters } = await drop(deployment, name, id);
    console.log(JSON.stringify({ dropped: name, reason, letters })); // the record, as the command prints it
    return `Dropped: ${taken}.`;
  },
  '/comments/approve': async (body, deployment, now) => {
    await decideComment(deployment, withId.parse(body).id, 'approve', now);
  },
  '/comments/reject': async (body, deployment, now) => {
    await decideComment(deployment, withId.parse(body).id, 'reject', now);
  },
  '/channels/pause': async (body, deployment) => {
    await turn(deployment, channelNamed(named.parse(body).name), false);
  },
  '/channels/resume': async (body, deployment) => {
    await turn(deployment, channelNamed(named.parse(body).name), true);
  },
};

async function change(
  { articles }: Parameters<Action>[1],
  id: string,
  decide: (article: Article) => Article | undefined,
): Promise<string> {
  const after = await changeArticle(articles, id, decide);
  if (!after) throw new ConsoleError('Nothing changed: it is so already, or it is gone.');
  return `It is ${after.status} now.`;
}
