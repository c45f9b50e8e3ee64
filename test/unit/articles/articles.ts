import type { Article } from '../../../modules/articles/article.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Candidate } from '../../../modules/digests/content/digestContent.ts';
import { anArticle } from '../../helpers/records.ts';

/**
 * The article number n: of its own source, page, title and text, and published n minutes after midnight, except as a
 * test says.
 */
export function article(n: number, but: Partial<Article> & { readonly from?: string } = {}): Article {
  const { from = `source-${n}`, ...rest } = but;
  const listedAt = instant(new Date(Date.UTC(2026, 10, 24, 0, n)));
  return anArticle({
    id: n.toString(16).padStart(32, '0'),
    source: { id: from, name: `The ${from}`, url: `https://${from}.example/` },
    attribution: `Source: The ${from}`,
    url: `https://${from}.example/stories/${n}`,
    title: `Headline number ${n}`,
    summary: '',
    content: '',
    topics: [],
    listedAt,
    published: listedAt,
    ...rest,
  });
}

export const candidate = (
  n: number,
  but: Parameters<typeof article>[1] & { readonly corrected?: boolean } = {},
): Candidate => {
  const { corrected = false, ...rest } = but;
  return { article: article(n, rest), corrected };
};

/** Agency copy: 130 words of our own writing. */
export const wireCopy = `
Engineers began on Tuesday to lift the first of four damaged spans of the railway bridge over the Karasu, eleven months after a
flood cut the only freight line between the two valleys. The work, which the regional transport authority expects to take until
the middle of March, will let trains of grain and copper ore avoid a detour of some 340 kilometres through the mountains. A crane
mounted on a barge took the span, weighing 96 tonnes, off its pillars in a little under three hours while a crowd watched from the
embankment. "We had feared that the bearings would not let go," said Leyla Aslanova, who leads the works. Shippers say that the
detour has raised the price of moving a tonne of grain by almost half since last winter, and that small mills suffered most.
`
  .trim()
  .replace(/\s+/g, ' ');

/** So many words from the beginning of a text. */
export const words = (text: string, from: number, to?: number): string => text.split(' ').slice(from, to).join(' ');
