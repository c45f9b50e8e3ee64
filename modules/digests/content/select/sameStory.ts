import type { Fingerprint } from './fingerprint.ts';

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
