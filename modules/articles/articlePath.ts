import { slugOf } from '../../platform/values/topic.ts';
import { headingOf } from './article.ts';
import type { Article } from './article.ts';

/** Where an article's own page is in the edition. The id alone finds it; the rest is for people. */
export const articlePath = (article: Pick<Article, 'id' | 'title' | 'summary' | 'source'>): string =>
  `/articles/${article.id}/${encodeURIComponent(slugOf(headingOf(article)) || 'story')}`;

/** The same without the words, which leads there: for mails, where words beyond ASCII would take six letters each. */
export const shortArticlePath = ({ id }: Pick<Article, 'id'>): string => `/articles/${id}`;
