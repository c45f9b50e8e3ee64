import type { Article } from '../../domain/article.ts';
import { proseOf } from '../text/prose.ts';
import { tokensOf } from './tokens.ts';

/** What is compared of an article. */
export interface Fingerprint {
  readonly sourceId: string;
  /** Where the page is, the same for http and https, with and without "www." and a slash at the end; none for a site's front page. */
  readonly page: string | undefined;
  /** Hashes of each three neighbouring words of the title and the beginning of the text. */
  readonly shingles: ReadonlySet<number>;
  readonly titleWords: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

/** Wire copy is told by how it begins; what follows is more and more the newsroom's own. */
const readCharacters = 3_000;
const readWords = 150;
const shingleWords = 3;

export function fingerprintOf({ source, url, title, summary, content }: Article): Fingerprint {
  const titleWords = tokensOf(title);
  const body = tokensOf(proseOf(content.length > summary.length ? content : summary, readCharacters)).slice(0, readWords);
  return {
    sourceId: source.id,
    page: url === undefined ? undefined : pageOf(url),
    shingles: new Set([...shinglesOf(titleWords), ...shinglesOf(body)]),
    titleWords: new Set(titleWords),
    numbers: new Set(body.filter((word) => /^\p{N}+$/u.test(word))),
  };
}

function pageOf(url: string): string | undefined {
  const { hostname, port, pathname, search } = new URL(url);
  const path = pathname.replace(/\/+$/, '');
  return path === '' && search === '' ? undefined : `${hostname.replace(/^www\./, '')}:${port}${path}${search}`;
}

/** FNV-1a over the words: 32 bits are plenty for the 60,000 shingles of one digest's candidates. */
function shinglesOf(words: readonly string[]): number[] {
  return words.slice(shingleWords - 1).map((_, start) => {
    let hash = 0x811c9dc5;
    for (const word of words.slice(start, start + shingleWords)) {
      for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
      hash = Math.imul(hash ^ 0x20, 0x01000193);
    }
    return hash >>> 0;
  });
}
