import type { Article } from '../../../articles/article.ts';
import { proseOf } from '../text/prose.ts';
import { shinglesOf } from './shingles.ts';
import { tokensOf } from './tokens.ts';

/** The parts of an article that are compared. */
export interface Fingerprint {
  readonly sourceId: string;
  /**
   * Where the page is, the same for http and https, with and without "www." and a slash at the end; none for a site's
   * front page.
   */
  readonly page: string | undefined;
  /** Each three neighbouring words of the title, and of the beginning of the text. */
  readonly shingles: ReadonlySet<number>;
  /** Those of the text alone. */
  readonly textShingles: ReadonlySet<number>;
  readonly titleWords: ReadonlySet<string>;
  /** Words with a digit in them. */
  readonly figures: ReadonlySet<string>;
}

/** Wire copy is told by how it begins; what follows is more and more the newsroom's own. */
const readCharacters = 3_000;
const readWords = 150;
const readTitle = 500;

export function fingerprintOf({ source, url, title, summary, content }: Article): Fingerprint {
  const titleWords = tokensOf(title.slice(0, readTitle));
  const body = tokensOf(proseOf(content.length > summary.length ? content : summary, readCharacters)).slice(
    0,
    readWords,
  );
  const textShingles = new Set(shinglesOf(body));
  return {
    sourceId: source.id,
    page: url === undefined ? undefined : pageOf(url),
    shingles: new Set([...shinglesOf(titleWords), ...textShingles]),
    textShingles,
    titleWords: new Set(titleWords),
    figures: new Set([...titleWords, ...body].filter((word) => /\p{Nd}/u.test(word))),
  };
}

function pageOf(url: string): string | undefined {
  const { host, pathname, search } = new URL(url);
  const path = pathname.replace(/(?<!\/)\/+$/, '');
  return path === '' && search === '' ? undefined : `${host.replace(/^www\./, '')}${path}${search}`;
}
