/** The events of an article's life, as they stand in `type` of every message. */
export const articleEventTypes = ['article.published', 'article.updated', 'article.withdrawn'] as const;
export type ArticleEventType = (typeof articleEventTypes)[number];
