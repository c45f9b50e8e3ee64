import type { OutcomeKind, Source } from '../source.ts';
import { nearestPace, slowerPace } from '../slots.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';

/** Between two polls, unless an operator says otherwise. */
export const longestSeconds = 24 * 3_600;
/** Before anything is known of a source's habit. */
const usual = 3_600;
const succeeded = new Set<OutcomeKind>(['new', 'unchanged', 'not-modified']);

export interface PollHistory {
  readonly outcome: OutcomeKind;
  /** As the last document that was read showed it. */
  readonly habit: Habit | undefined;
  /** The document's own wish. */
  readonly ttlSeconds?: number | undefined;
  /** Headers of the answer, as they stand. */
  readonly cacheControl?: string | undefined;
  readonly expires?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Failed polls in a row, this one included. */
  readonly failures: number;
  readonly operatorIntervalSeconds?: number | undefined;
  readonly now: Date;
  /** 0 to 1, for the jitter. */
  readonly random: number;
}

/**
 * When to ask a source again, in seconds from now: a quarter of the usual gap between its articles, no sooner than the
 * publisher asks, at one of the even paces between 5 minutes and a day. Failures double the wait, up to a day, and never
 * end it. An operator's interval stands above habit and wishes, and below `Retry-After`, which is obeyed up to a day.
 */
export function nextPollDelaySeconds(history: PollHistory): number {
  const { outcome, failures, operatorIntervalSeconds, retryAfterSeconds = 0, random } = history;
  const regular =
    operatorIntervalSeconds ?? Math.max(nearestPace(habitSeconds(history)), slowerPace(wishSeconds(history)));
  // Obeying a 429 is no failure, but without a time of its own it must slow us down all the same.
  const troubled = !succeeded.has(outcome) && (failures > 0 || retryAfterSeconds === 0);
  const doublings = outcome === 'retry-later' ? failures + 1 : Math.max(failures - 1, 0);
  const backoff = troubled ? regular * 2 ** Math.min(doublings, 20) * (1 + random / 2) : regular;
  const capped =
    operatorIntervalSeconds !== undefined && !troubled
      ? regular
      : Math.min(backoff, Math.max(longestSeconds, operatorIntervalSeconds ?? 0));
  return Math.round(Math.max(capped, Math.min(retryAfterSeconds, longestSeconds)));
}

/** A quarter of the usual gap between articles; a source that has gone quiet is asked by the length of its silence. */
function habitSeconds({ habit, now }: PollHistory): number {
  return habit === undefined ? usual : Math.max(habit.gapSeconds / 4, (now.getTime() / 1000 - habit.latest) / 40, 1);
}

/** How long the publisher asks to be left alone, in seconds. */
export function wishSeconds({
  ttlSeconds = 0,
  cacheControl,
  expires,
  now,
}: Pick<PollHistory, 'ttlSeconds' | 'cacheControl' | 'expires' | 'now'>): number {
  return Math.max(ttlSeconds, freshSeconds(cacheControl, expires, now));
}

/**
 * How long an answer says that it stays fresh (RFC 9111, section 5.2.2.1 and 5.3): `max-age`, or else `Expires`.
 * @returns seconds from now, 0 where nothing is said or caching is refused
 */
export function freshSeconds(cacheControl: string | undefined, expires: string | undefined, now: Date): number {
  const directives = cacheControl?.toLowerCase() ?? '';
  if (/\bno-(?:cache|store)\b/.test(directives)) return 0;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/.exec(directives)?.[1];
  if (maxAge !== undefined) return Number(maxAge);
  const at = Date.parse(expires ?? '');
  return Number.isNaN(at) ? 0 : Math.max(0, Math.floor((at - now.getTime()) / 1000));
}

export type Habit = NonNullable<Source['habit']>;

/** Before two dated items are known. */
const usualGapSeconds = 2 * 3_600;

/**
 * How often a source publishes: the median gap between its last 20 articles, and the latest of them.
 * @param published in any order; dates in the future and before 1970 do not count: the row holds seconds since then
 * @returns undefined where no item is dated
 */
export function habitOf(published: readonly EpochSeconds[], now: Date): Habit | undefined {
  const times = published
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
