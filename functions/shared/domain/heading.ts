import type { Article } from './article.ts';

/** The title, or how the text begins: notes have no title, and Atom and people want one. */
export const headingOf = ({ title, summary, source }: Pick<Article, 'title' | 'summary' | 'source'>): string =>
  title || (summary.length > 80 ? `${summary.slice(0, 80).toWellFormed().replace(/\S*$/, '').trim()}…` : summary) || source.name;
