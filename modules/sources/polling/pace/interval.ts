import type { OutcomeKind } from '../../source.ts';
import { freshSeconds } from './freshness.ts';
import type { Habit } from './habit.ts';

const shortest = 5 * 60;
const longest = 24 * 3_600;
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
 * When to ask a source again, in seconds from now: half of the usual gap between its articles, no sooner than the
 * publisher asks, between 5 minutes and a day. Failures double the wait, up to a day, and never end it. An operator's
 * interval stands above habit and wishes, and below `Retry-After`, which is obeyed up to a day.
 */
export function nextPollDelaySeconds(history: PollHistory): number {
  const { outcome, failures, operatorIntervalSeconds, retryAfterSeconds = 0, random } = history;
  const regular = operatorIntervalSeconds ?? clamp(Math.max(habitSeconds(history), wishSeconds(history)));
  // Obeying a 429 is no failure, but without a time of its own it must slow us down all the same.
  const troubled = !succeeded.has(outcome) && (failures > 0 || retryAfterSeconds === 0);
  const doublings = outcome === 'retry-later' ? failures + 1 : Math.max(failures - 1, 0);
  const backoff = troubled ? regular * 2 ** Math.min(doublings, 20) * (1 + random / 2) : regular;
  const capped =
    operatorIntervalSeconds !== undefined && !troubled
      ? regular
      : Math.min(backoff, Math.max(longest, operatorIntervalSeconds ?? 0));
  return Math.round(Math.max(capped, Math.min(retryAfterSeconds, longest)));
}

/** Half of the usual gap between articles; a source that has gone quiet is asked by the length of its silence. */
function habitSeconds({ habit, now }: PollHistory): number {
  return habit === undefined ? usual : Math.max(habit.gapSeconds / 2, (now.getTime() / 1000 - habit.latest) / 20);
}

function wishSeconds({ ttlSeconds = 0, cacheControl, expires, now }: PollHistory): number {
  return Math.max(ttlSeconds, freshSeconds(cacheControl, expires, now));
}

const clamp = (seconds: number): number => Math.min(Math.max(seconds, shortest), longest);
