import type { Fingerprint } from './fingerprint.ts';

/**
 * How much of the shorter one's shingles must stand in the other, by what else speaks for one story. Chosen by looking at
 * all that 2,810 articles of 95 real feeds have in common (docs/adr/0009, test/corpus/oneStory.test.ts):
 *
 * - Agency text that several newsrooms edited had 0.58 to 1 in common, under other headlines too; reports of one event in
 *   their own words less than 0.25, and a newsroom's second report of it up to 0.54 of its first.
 * - Under the very same headline 0.31 was still one story; under much the same one, 0.41 was advice for another computer.
 * - Short texts of one pattern, such as forecasts and ratings, had up to 0.81 in common, and differed by a name.
 * - One source repeated patterns and follow-ups up to 0.81; where it was 0.9, it was the same article again.
 */
const leastInCommon = { text: 0.6, muchOfHeadline: 0.5, sameHeadline: 0.3, shortText: 0.9, headlineAlone: 1, sameSource: 0.9 } as const;

/** Shorter texts, in shingles, are a headline and a sentence, and then a headline alone, and then a phrase that two newsrooms may hit on. */
const short = 25;
const headlineAlone = 12;
const phrase = 6;
/** Headlines of fewer words are the name of a column. */
const headlineWords = 4;
const muchOfHeadline = 0.7;

/**
 * How much two articles have in common, from 0 to 1, where that is enough for one story.
 * @param common shingles that both have
 */
export function likeness(one: Fingerprint, other: Fingerprint, common: number): number | undefined {
  const size = Math.min(one.shingles.size, other.shingles.size);
  const share = common / size;
  if (common < phrase || share < needed(one, other, size) || !agree(one.figures, other.figures)) return undefined;
  return share;
}

function needed(one: Fingerprint, other: Fingerprint, size: number): number {
  if (size < headlineAlone) return leastInCommon.headlineAlone;
  if (one.sourceId === other.sourceId) return leastInCommon.sameSource;
  if (size < short) return leastInCommon.shortText;
  const headline = Math.min(one.titleWords.size, other.titleWords.size) < headlineWords ? 0 : shareOf(one.titleWords, other.titleWords);
  return headline === 1 ? leastInCommon.sameHeadline : headline >= muchOfHeadline ? leastInCommon.muchOfHeadline : leastInCommon.text;
}

/** Texts made from one pattern, as of markets and weather, differ in their figures. A few may have been corrected. */
const agree = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean => Math.min(one.size, other.size) < 2 || shareOf(one, other) >= 0.5;

/** How much of the smaller set is in the other. */
const shareOf = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => one.intersection(other).size / Math.min(one.size, other.size);
