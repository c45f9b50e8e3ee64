import type { Comment, Decision } from '../comments/comment.ts';
import { isBanned } from '../comments/judge.ts';
import { foldedOf } from '../comments/plainText.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

type Clients = Pick<OperatorClients, 'articles' | 'comments' | 'gate'>;

const mostListed = 200;

/** The comments that wait for a person, the first that came first; or those of an article that readers see. */
export const listComments = async ({ comments }: Clients, articleId?: string): Promise<readonly Comment[]> =>
  articleId === undefined ? comments.held(mostListed) : (await comments.shown(articleId, mostListed)).comments;

/** Approves or rejects a comment, whoever did what before. @throws OperatorError where that cannot be */
export async function decideComment(
  { comments }: Clients,
  id: string,
  decision: Decision,
  now: Date,
): Promise<{ comment: Comment; changed: boolean }> {
  const decided = await comments.decide(id, decision, now);
  if (decided === undefined) throw noComment(id);
  if (decision === 'approve' && decided.comment.status === 'rejected')
    throw new OperatorError(`${id} was rejected, and its text is erased: it cannot be approved any more.`);
  return decided;
}

/** Erases a comment, as its writer may ask. @throws OperatorError where there is none */
export async function forgetComment({ comments }: Clients, id: string): Promise<void> {
  if (!(await comments.forget(id))) throw noComment(id);
}

const noComment = (id: string): OperatorError =>
  new OperatorError(`There is no comment ${id}: "caravan comments list" shows what waits.`);

/**
 * Bans words, or the domain of links: what holds them is thanked for and dropped, from now on, and what waits with them
 * is rejected. No address is kept of whoever comments, so that none can be banned.
 * @returns the comments that were rejected
 */
export async function banWords({ comments, gate }: Clients, words: string, now: Date): Promise<Comment[]> {
  const folded = foldedOf(words);
  if (folded === '') throw new OperatorError('Write a word, a phrase or a domain: it needs a letter or a digit.');
  await gate.ban(words.trim(), now);
  const rejected: Comment[] = [];
  for (const comment of await comments.held(Infinity)) {
    if (!isBanned(comment, [folded])) continue;
    const decided = await comments.decide(comment.id, 'reject', now);
    if (decided?.changed) rejected.push(comment);
  }
  return rejected;
}

/** @throws OperatorError where they were not banned */
export async function liftBan({ gate }: Clients, words: string): Promise<void> {
  if (!(await gate.lift(words)))
    throw new OperatorError(`"${words}" is not banned: "caravan comments bans" lists what is.`);
}

/** Takes no more comments on an article, or takes them again. @throws OperatorError where there is no such article */
export async function closeComments(
  { articles, comments }: Clients,
  articleId: string,
  isClosed: boolean,
  now: Date,
): Promise<void> {
  if ((await articles.get(articleId)) === undefined)
    throw new OperatorError(`There is no article ${articleId}. "caravan articles list" shows the newest.`);
  await comments.close(articleId, isClosed, now);
}
