import { instant } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { Article } from '../articles/article.ts';
import { withoutWords } from '../articles/event.ts';
import type { ArticleEvent, CommentEventType } from '../articles/event.ts';
import type { Comment } from './comment.ts';

/** A change of a comment that partners who ask for comments are told. */
export interface CommentChange {
  readonly comment: Pick<Comment, 'id' | 'articleId'>;
  readonly type: CommentEventType;
  readonly at: Instant;
}

/**
 * The change that partners are told where a comment's row has changed.
 * @param after undefined where the row was erased
 * @param erasedAt when that was
 * @returns undefined where they are told nothing: it was not approved, and is not
 */
export function commentChangeOf(
  before: Comment,
  after: Comment | undefined,
  erasedAt: Date,
): CommentChange | undefined {
  const { id, articleId } = before;
  const at = after?.statusAt ?? instant(erasedAt);
  if (before.status !== 'approved' && after?.status === 'approved')
    return { comment: { id, articleId }, type: 'comment.approved', at };
  return before.status === 'approved' && after?.status !== 'approved'
    ? { comment: { id, articleId }, type: 'comment.withdrawn', at }
    : undefined;
}

/** A comment goes up, and has so two versions that partners hear of. */
const versions = { 'comment.approved': 1, 'comment.withdrawn': 2 } as const;

/** The event of a change: who asks for its article, and for comments, is told. It has no words of article or reader. */
export const commentEventOf = ({ comment: { id }, type, at }: CommentChange, article: Article): ArticleEvent => ({
  id: `${id}-${versions[type]}`,
  type,
  at,
  article: withoutWords(article),
  comment: { id, version: versions[type] },
});
