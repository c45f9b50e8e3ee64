import type { Story } from '../store/library.ts';

/** The title, or how the summary begins: notes have no title. */
export const headingOf = ({ title, summary, source }: Pick<Story, 'title' | 'summary' | 'source'>): string =>
  title.trim() ||
  (summary.length > 80 ? `${summary.slice(0, 80).toWellFormed().replace(/\S*$/, '').trim()}…` : summary.trim()) ||
  source.name;

/** The heading as a part of an address, in its own script: accents go, letters stay. */
function slugOf(story: Story): string {
  const plain = headingOf(story)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
  const slug = plain
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, 80)
    .toWellFormed()
    .replace(/^-|-$/g, '');
  return encodeURIComponent(slug || 'article');
}

/** Where an article stands on this site. */
export const articlePath = (story: Story): string => `/articles/${story.id}/${slugOf(story)}`;

export const topicPath = (slug: string): string => `/topics/${encodeURIComponent(slug)}`;
