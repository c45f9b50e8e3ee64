import type { feedFormats } from '../feed-writing/feedRequest.ts';

/** Where the feed of an article's comments is. */
export const commentFeedPath = (articleId: string, format: (typeof feedFormats)[number]): string =>
  `/feeds/comments/${articleId}.${format}`;
