import { proseOf } from '../../platform/text/prose.ts';
import type { Article } from './article.ts';

/** Scripts that put no spaces between words. */
const spaceless = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('');
const runs = new RegExp(String.raw`[[${spaceless}]\p{M}]+|[[\p{L}\p{M}\p{N}]--[${spaceless}]]+`, 'gv');
const isSpaceless = new RegExp(`^[${spaceless}]`, 'u');
/**
 * Marks that one newsroom writes and another leaves out: the dot of a Turkish İ in lower case, Arabic vowel signs and
 * tatweel, joiners, soft hyphens.
 */
const optional = /[\u0307\u0640\u064B-\u065F\u0670\u00AD\u200B-\u200D]/g;

/**
 * The words of a text, so that equal texts have equal words however they were typed: NFKC, lower case, without what
 * newsrooms leave out. Where a script has no spaces, each two neighbouring characters are a word.
 */
export function tokensOf(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase().replace(optional, '').replaceAll('ё', 'е').replaceAll('ı', 'i');
  return (folded.match(runs) ?? []).flatMap((run) => (isSpaceless.test(run) ? pairsOf(run) : [run]));
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.length < 2
    ? characters
    : characters.slice(1).map((character, before) => characters[before]! + character);
}

const words = 3;

/**
 * Hashes of each three neighbouring words. FNV-1a: 32 bits are plenty for the 60,000 shingles of one digest's
 * candidates.
 */
export function shinglesOf(tokens: readonly string[]): number[] {
  return tokens.slice(words - 1).map((_, start) => {
    let hash = 0x811c9dc5;
    for (let place = start; place < start + words; place += 1) {
      const token = tokens[place]!;
      for (let at = 0; at < token.length; at += 1) hash = Math.imul(hash ^ token.charCodeAt(at), 0x01000193);
      hash = Math.imul(hash ^ 0x20, 0x01000193);
    }
    return hash >>> 0;
  });
}

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

/**
 * How much of the shorter one's shingles must stand in the other, by what else speaks for one story. Chosen by looking
 * at what 2,810 articles of 95 real feeds have in common (docs/adr/0009, test/corpus/oneStory.test.ts):
 *
 * - Agency text that several newsrooms edited had 0.58 to 1 in common, under other headlines too; reports of one event
 * in their own words less than 0.25; a newsroom's second report of it up to 0.54 of its first, and 0.65 where little
 * was new.
 * - Under the very same headline 0.31 was still one story; under much the same one, 0.41 was advice for another
 * computer.
 * - Short texts of one pattern, such as forecasts and ratings, had up to 0.81 in common, and differed by a name.
 * - One source repeated patterns and follow-ups up to 0.81; where it was 0.9, it was the same article again.
 */
const leastInCommon = { text: 0.6, muchOfHeadline: 0.5, sameHeadline: 0.3, shortText: 0.9, sameSource: 0.9 } as const;

/** Shorter ones, in shingles, are a headline and a sentence or two; and then a headline alone. */
const short = 40;
const headlineAlone = 12;
/** Fewer shingles in common are a phrase that two newsrooms may hit on. */
const phrase = 6;
/** Headlines of fewer words are the name of a column, or a kind of news. */
const headlineWords = 6;
const muchOfHeadline = 0.7;

/**
 * How much two articles have in common, from 0 to 1, where that is enough for one story.
 * @param common shingles that both have
 */
export function likeness(one: Fingerprint, other: Fingerprint, common: number): number | undefined {
  const size = Math.min(one.shingles.size, other.shingles.size);
  const share = common / size;
  if (common < phrase || share < leastInCommon.sameHeadline || !agree(one.figures, other.figures)) return undefined;
  return isEnough(one, other, share, size) ? share : undefined;
}

function isEnough(one: Fingerprint, other: Fingerprint, share: number, size: number): boolean {
  const headline =
    Math.min(one.titleWords.size, other.titleWords.size) < headlineWords
      ? 0
      : shareOf(one.titleWords, other.titleWords);
  if (size < headlineAlone) return headline === 1 && share === 1;
  if (one.sourceId === other.sourceId) return share >= leastInCommon.sameSource;
  if (headline === 1) return share >= leastInCommon.sameHeadline;
  if (size < short) return share >= leastInCommon.shortText || haveOneText(one.textShingles, other.textShingles);
  return share >= (headline >= muchOfHeadline ? leastInCommon.muchOfHeadline : leastInCommon.text);
}

/** Under whatever headlines. */
const haveOneText = (one: ReadonlySet<number>, other: ReadonlySet<number>): boolean =>
  Math.min(one.size, other.size) >= headlineAlone && shareOf(one, other) >= leastInCommon.shortText;

/** Texts made from one pattern, as of markets and weather, differ in their figures. A few may have been corrected. */
const agree = (one: ReadonlySet<unknown>, other: ReadonlySet<unknown>): boolean =>
  Math.min(one.size, other.size) < 2 || shareOf(one, other) >= 0.5;

/** How much of the smaller set is in the other. */
function shareOf(one: ReadonlySet<unknown>, other: ReadonlySet<unknown>): number {
  const size = Math.min(one.size, other.size);
  return size === 0 ? 0 : one.intersection(other).size / size;
}
