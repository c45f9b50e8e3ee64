import type { Source } from '../../source.ts';
import { epochSeconds, secondsOf } from '../../../../platform/values/time.ts';
import type { Instant } from '../../../../platform/values/time.ts';

export type Habit = NonNullable<Source['habit']>;

/** Before two dated items are known. */
const usualGapSeconds = 2 * 3_600;

/**
 * How often a source publishes: the median gap between its last 20 articles, and the latest of them.
 * @param published in any order; dates in the future and before 1970 do not count: the row holds seconds since then
 * @returns undefined where no item is dated
 */
export function habitOf(published: readonly Instant[], now: Date): Habit | undefined {
  const times = published
    .map(secondsOf)
    .filter((at) => at >= 0 && at <= epochSeconds(now))
    .toSorted((a, b) => b - a)
    .slice(0, 20);
  const [latest] = times;
  if (latest === undefined) return undefined;
  const gaps = times
    .slice(1)
    .map((at, index) => (times[index] ?? at) - at)
    .toSorted((a, b) => a - b);
  return { gapSeconds: gaps[Math.floor(gaps.length / 2)] ?? usualGapSeconds, latest };
}
