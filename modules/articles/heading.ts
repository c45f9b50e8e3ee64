import type { Article } from './article.ts';

/** The title, or how the text begins: notes have no title, and Atom and people want one. */
export const headingOf = ({ title, summary, source }: Pick<Article, 'title' | 'summary' | 'source'>): string =>
  title || (summary.length > 80 ? `${beginningOf(summary)}…` : summary) || source.name;

/** Cut after a word, or between characters where there are no spaces. */
const beginningOf = (text: string): string =>
  text
    .slice(0, 80)
    .replace(/(?<!\s)\s+\S*$|[\uD800-\uDBFF]$/, '')
    .trim();
