import * as z from 'zod/mini';
import { instantSchema } from '../../platform/values/schema.ts';
import { instant, secondsOf } from '../../platform/values/time.ts';
import type { Article } from '../articles/article.ts';

/** A comment as a reader sent it, cleaned (`plainText.ts`). The message of the queue. */
export const sentCommentSchema = z.object({
  /** Made of article, name and text with a key: the same comment sent twice is one. */
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  articleId: z.string(),
  /** Plain text, one line. */
  name: z.string(),
  /** Plain text; an empty line ends a paragraph. */
  text: z.string(),
  sentAt: instantSchema,
});
export type SentComment = z.infer<typeof sentCommentSchema>;

/** Rising: a comment goes up from one to the next, or past it, and never back. */
export const commentStatuses = ['held', 'approved', 'rejected'] as const;
export const decisions = ['approve', 'reject'] as const;
export type Decision = (typeof decisions)[number];

/** A comment's row. One that is rejected has lost its name and its text. */
export const commentSchema = z.extend(sentCommentSchema, {
  status: z.enum(commentStatuses),
  statusAt: instantSchema,
  heldAt: instantSchema,
});
export type Comment = z.infer<typeof commentSchema>;

/** A comment that nobody has read yet. */
export const heldComment = (sent: SentComment, now: Date): Comment => ({
  ...sent,
  status: 'held',
  statusAt: instant(now),
  heldAt: instant(now),
});

/**
 * A person has decided. The end does not depend on the order: what was ever rejected is rejected, and what was ever
 * approved is approved otherwise.
 * @returns undefined where nothing changes
 */
export function decided(comment: Comment, decision: Decision, now: Date): Comment | undefined {
  if (comment.status === 'rejected') return undefined;
  if (decision === 'reject') return { ...comment, name: '', text: '', status: 'rejected', statusAt: instant(now) };
  return comment.status === 'held' ? { ...comment, status: 'approved', statusAt: instant(now) } : undefined;
}

/** Until when an article is open for comments, and whether an operator has closed it before. */
export interface Opening {
  readonly closeAfterDays: number;
  readonly isClosed: boolean;
}

/** Whether readers may comment on an article that they may read. */
export const isOpen = (
  { listedAt }: Pick<Article, 'listedAt'>,
  { closeAfterDays, isClosed }: Opening,
  now: Date,
): boolean => !isClosed && now.getTime() < (secondsOf(listedAt) + closeAfterDays * 86_400) * 1_000;
