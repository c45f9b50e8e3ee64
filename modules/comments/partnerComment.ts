import { headingOf } from '../articles/article.ts';
import type { Article } from '../articles/article.ts';
import { articlePath } from '../articles/articlePath.ts';
import type { Comment } from './comment.ts';

/** An approved comment as partners have it: by webhook and by pull. */
export function partnerCommentOf({ id, name, text, sentAt }: Comment, article: Article, publicUrl: string) {
  const page = `${publicUrl}${articlePath(article)}`;
  return {
    id,
    url: `${page}#comment-${id}`,
    article: { id: article.id, title: headingOf(article), url: page },
    name,
    text,
    sentAt,
  };
}
