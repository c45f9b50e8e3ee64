import { entityTag } from '../../../platform/http/headers.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { instant } from '../../../platform/values/time.ts';
import { isReadable } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import { isOpen } from '../../comments/comment.ts';
import { commentRenderers } from '../../comments/feed.ts';
import { feedFormats, mediaTypes } from '../../feed-writing/feedRequest.ts';
import { generatorsWhenAsked } from '../../feed-writing/generatorsWhenAsked.ts';
import { mostShown } from '../../comments/commentsTable.ts';
import type { CommentsView } from '../../comments/render.ts';
import { mailLanguages } from '../../locales/languages.ts';
import { absent } from '../articleGone.ts';
import { documentResponse } from '../respond.ts';
import type { EditionServices } from '../services.ts';
import type { EditionRequest } from '../site.ts';
import type { Answer } from './document.ts';

/** An article's comments for its page: one query. @returns undefined where the stage takes none */
export async function commentsOf(
  article: Article,
  { now }: EditionRequest,
  { comments }: EditionServices,
): Promise<Omit<CommentsView, 'language' | 'when'> | undefined> {
  if (comments === undefined) return undefined;
  const shown = await comments.table.shown(article.id, mostShown);
  const { closeAfterDays } = comments;
  return { articleId: article.id, ...shown, isOpen: isOpen(article, { closeAfterDays, ...shown }, now) };
}

/** Stands for all that a page or a feed shows of comments: a comment itself never changes. */
export const tagOfComments = (shown: Pick<CommentsView, 'comments' | 'hasMore'> & { isOpen?: boolean }): string =>
  entityTag([String(shown.hasMore), String(shown.isOpen), ...shown.comments.map(({ id }) => id)]);

/** The feed of an article's comments, by its address. */
export const commentFeedAddress = new RegExp(`^/feeds/comments/([0-9a-f]{32})\\.(${feedFormats.join('|')})$`);

/**
 * Answers with the feed of an article's comments.
 * @throws Problem where the article is not out (`absent`)
 */
export async function answerCommentFeed(
  request: EditionRequest,
  articleId: string,
  format: string,
  services: EditionServices,
): Promise<Answer> {
  const { articles, comments, site } = services;
  const [article, shown] = await Promise.all([articles.get(articleId), comments?.table.shown(articleId, mostShown)]);
  const form = feedFormats.find((one) => one === format);
  if (shown === undefined || form === undefined) throw new Problem(404, 'There are no such comments.');
  if (article === undefined || !isReadable(article, instant(request.now))) throw await absent(article, services);
  const { publication, publicUrl } = site;
  const language = mailLanguages.find((one) => one === article.language?.toLowerCase().split('-')[0]) ?? 'en';
  const feed = { publication, publicUrl, article, comments: shown.comments, language };
  const etag = entityTag([form, String(article.version), tagOfComments(shown)]);
  // No time says that a comment was taken down: the tag alone does.
  return documentResponse(request, { etag, lastModified: undefined }, mediaTypes[form], async () => {
    const generators = await generatorsWhenAsked();
    return {
      count: feed.comments.length,
      render: (newest) =>
        commentRenderers[form]({ ...feed, comments: newest === 0 ? [] : feed.comments.slice(-newest) }, generators),
    };
  });
}
