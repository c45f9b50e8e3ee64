import { secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { keptOutcomes } from './source.ts';
import type { OutcomeKind, PollFailure, Source } from './source.ts';

type Recent = NonNullable<Source['recent']>;

/** The last outcomes with one more. */
export function recentAfter(before: Recent = [], kind: OutcomeKind, at: EpochSeconds): Recent {
  const [[last, times, since] = [], ...earlier] = before;
  return last === kind && times !== undefined && since !== undefined
    ? [[kind, times + 1, since], ...earlier]
    : [[kind, 1, at] as Recent[number], ...before].slice(0, keptOutcomes);
}

/** Equal outcomes that followed each other. */
export interface Run {
  readonly kind: OutcomeKind;
  readonly times: number;
  readonly since: EpochSeconds;
  /** Of the newest, and of failures. */
  readonly words?: string | undefined;
}

/** The last outcomes for an operator, newest first, with the words that were kept of them. */
export const runsOf = (
  { recent = [], lastOutcome }: Pick<Source, 'recent' | 'lastOutcome'>,
  failures: readonly PollFailure[],
): Run[] =>
  recent.map(([kind, times, since], index) => {
    const until = recent[index - 1]?.[2] ?? Infinity;
    const isOfThis = ({ kind: failed, at }: PollFailure) =>
      failed === kind && secondsOf(at) >= since && secondsOf(at) <= until;
    return { kind, times, since, words: index === 0 ? lastOutcome?.words : failures.find(isOfThis)?.words };
  });
