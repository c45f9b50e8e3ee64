import type { Window } from '../content/maker.ts';
import { unheardAfterSeconds } from '../digest.ts';
import type { Digest } from '../digest.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { epochSeconds, secondsOf } from '../../../platform/values/time.ts';
import type { DigestMessage } from '../digestMessage.ts';

/** A digest that is asked for, with all that is known of it. */
export interface DigestStanding {
  readonly message: DigestMessage;
  readonly subscriber: Subscriber | undefined;
  /** The ledger's row. */
  readonly row: Digest | undefined;
}

/**
 * What there is to do: `drop` is for whoever left, or was sent it; `leave` may be on its way, which SES's events will
 * tell; `finish` was done, and its worker died before the reader's row said so.
 */
export type DigestDecision =
  | { readonly do: 'drop' }
  | { readonly do: 'leave' }
  | { readonly do: 'finish'; readonly subscriber: Subscriber; readonly row: Digest }
  | { readonly do: 'send'; readonly subscriber: Subscriber; readonly window: Window };

/** The one place that says whether a digest is sent. */
export function decideDigest({ message, subscriber, row }: DigestStanding, now: Date): DigestDecision {
  if (subscriber?.status !== 'active' || subscriber.dueAt !== message.dueAt) return { do: 'drop' };
  if (row === undefined || row.status === 'waiting')
    return {
      do: 'send',
      subscriber,
      window: { since: subscriber.readTo, until: message.until, toldAhead: subscriber.toldAhead },
    };
  if (row.status !== 'sending') return { do: 'finish', subscriber, row };
  const unheard = epochSeconds(now) - secondsOf(row.claimedAt) > unheardAfterSeconds;
  return unheard
    ? { do: 'send', subscriber, window: { since: row.since, until: row.until, toldAhead: subscriber.toldAhead } }
    : { do: 'leave' };
}
