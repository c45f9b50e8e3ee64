import type { Source } from '../../../sources/source.ts';
import { epochSeconds, plusSeconds, secondsOf } from '../../../../platform/values/time.ts';

/**
 * What a push brings about: a poll `now`, one `soon` by the schedule, one `again` after that which is on its way, or
 * `nothing`.
 */
export type CallbackDecision =
  { readonly do: 'now' | 'soon' | 'again'; readonly patch: Partial<Source> } | { readonly do: 'nothing' };

/** A hub that pushes without end makes us ask its publisher twice a minute, and no more. */
const betweenPolls = 30;

/** When a source is polled because of a push. Whoever rests (paused, or gone) is not woken. */
export function decideCallback(
  { status, nextPollAt, lastOutcome }: Pick<Source, 'status' | 'nextPollAt' | 'lastOutcome'>,
  now: Date,
): CallbackDecision {
  const at = epochSeconds(now);
  if (status !== 'active') return { do: 'nothing' };
  // To move the due time of a poll that may be under way would undo it.
  if (nextPollAt <= at) return { do: 'again', patch: { pollAgainAt: plusSeconds(at, betweenPolls) } };
  if (lastOutcome?.kind === 'retry-later') return { do: 'nothing' }; // the publisher's own word stands above its hub's
  const soonest = lastOutcome ? plusSeconds(secondsOf(lastOutcome.at), betweenPolls) : at;
  if (soonest <= at) return { do: 'now', patch: { nextPollAt: at } };
  return soonest < nextPollAt ? { do: 'soon', patch: { nextPollAt: soonest } } : { do: 'nothing' };
}
