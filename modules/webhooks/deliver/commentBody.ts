import { instant } from '../../../platform/values/time.ts';
import { isReadable } from '../../articles/article.ts';
import type { ArticlesTable } from '../../articles/articlesTable.ts';
import { eventVersion } from '../../articles/event.ts';
import type { ArticleEvent } from '../../articles/event.ts';
import { partnerCommentOf } from '../../comments/partnerComment.ts';
import type { CommentsTable } from '../../comments/commentsTable.ts';

export interface CommentSources {
  readonly articles: Pick<ArticlesTable, 'getMany'>;
  readonly comments: Pick<CommentsTable, 'get'>;
  readonly publicUrl: string;
}

/**
 * A webhook's body for an event of a comment. What was written is read anew for each try: nothing leaves that readers
 * may not see.
 * @returns undefined where there is nothing to send: the comment, or its article, was taken back
 */
export async function commentBodyOf(
  { type, at, article: { id: articleId }, comment }: ArticleEvent & { comment: { id: string } },
  { articles, comments, publicUrl }: CommentSources,
  now: Date,
): Promise<string | undefined> {
  const body = (data: object) => JSON.stringify({ type, timestamp: at, eventVersion, data });
  if (type === 'comment.withdrawn') return body({ id: comment.id, article: { id: articleId } });
  const [row, found] = await Promise.all([comments.get(comment.id), articles.getMany([articleId], true)]);
  const article = found.get(articleId);
  if (row?.status !== 'approved' || article === undefined || !isReadable(article, instant(now))) return undefined;
  return body(partnerCommentOf(row, article, publicUrl));
}
