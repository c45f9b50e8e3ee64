import type { DigestsTable } from '../digestsTable.ts';
import type { SubscribersTable } from '../../subscribers/subscribersTable.ts';
import type { DigestMaker, MadeIssue, Window } from '../content/maker.ts';
import type { Digest } from '../digest.ts';
import { digested } from '../../subscribers/subscription.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { DigestMessage } from '../digestsQueue.ts';
import { finish } from './sendTogether.ts';
import { unheardAfterSeconds } from '../digest.ts';
import { epochSeconds, secondsOf } from '../../../platform/values/time.ts';
import type { SendResult } from './sendTogether.ts';

export interface PrepareServices {
  readonly subscribers: SubscribersTable;
  readonly digests: DigestsTable;
  readonly maker: DigestMaker;
  readonly now: () => Date;
}

/** A digest that is to be sent; `row` is the ledger's as it was read. */
export interface DigestToSend {
  readonly message: DigestMessage;
  readonly reader: Subscriber;
  readonly row: Digest | undefined;
  readonly window: Window;
  readonly issue: MadeIssue;
}

/** All that is known of each digest that is asked for: two reads. */
export async function digestStandingsOf(
  messages: readonly DigestMessage[],
  { subscribers, digests }: PrepareServices,
): Promise<DigestStanding[]> {
  const [readers, rows] = await Promise.all([
    subscribers.getMany(messages.map(({ subscriberId }) => subscriberId)),
    digests.getMany(messages),
  ]);
  return messages.map((message) => ({
    message,
    subscriber: readers.get(message.subscriberId),
    row: rows.find(({ subscriberId, dueAt }) => subscriberId === message.subscriberId && dueAt === message.dueAt),
  }));
}

/** Does what needs no mail, or finds what to send. */
export async function prepare(
  standing: DigestStanding,
  { maker, subscribers, now }: PrepareServices,
): Promise<DigestToSend | DigestResult> {
  const decision = decideDigest(standing, now());
  if (decision.kind === 'drop') return { kind: 'dropped' };
  if (decision.kind === 'leave') return { kind: 'left' };
  const { subscriber } = decision;
  if (decision.kind === 'finish') {
    await finish(subscriber, decision.row, { subscribers, now });
    return { kind: 'finished' };
  }
  const { message, row } = standing;
  const { window } = decision;
  const issue = await maker.issueFor(subscriber.preferences.choice, window, now());
  if (issue.articles.length > 0) return { message, reader: subscriber, row, window, issue };
  // Withdrawals are told with the next stories: an empty digest leaves its window open for it.
  const told =
    issue.withdrawn > 0
      ? { readTo: subscriber.readTo, toldAhead: subscriber.toldAhead }
      : { readTo: window.until, toldAhead: issue.toldAhead };
  await subscribers.change(
    subscriber.id,
    (before) => digested(before, message.dueAt, { ...told, stories: 0 }, now()),
    subscriber,
  );
  return { kind: 'empty', cut: issue.cut };
}

/** A digest that is asked for, with all that is known of it. */
export interface DigestStanding {
  readonly message: DigestMessage;
  readonly subscriber: Subscriber | undefined;
  /** The ledger's row. */
  readonly row: Digest | undefined;
}

/**
 * The next step: `drop` is for a reader who left, or was sent it; `leave` may be on its way, which SES's events will
 * tell; `finish` was done, and its worker died before the reader's row said so.
 */
export type DigestDecision =
  | { readonly kind: 'drop' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'finish'; readonly subscriber: Subscriber; readonly row: Digest }
  | { readonly kind: 'send'; readonly subscriber: Subscriber; readonly window: Window };

/** The one place that says whether a digest is sent. */
export function decideDigest({ message, subscriber, row }: DigestStanding, now: Date): DigestDecision {
  if (subscriber?.status !== 'active' || subscriber.dueAt !== message.dueAt) return { kind: 'drop' };
  if (row === undefined || row.status === 'waiting')
    return {
      kind: 'send',
      subscriber,
      window: { since: subscriber.readTo, until: message.until, toldAhead: subscriber.toldAhead },
    };
  if (row.status !== 'sending') return { kind: 'finish', subscriber, row };
  const unheard = epochSeconds(now) - secondsOf(row.claimedAt) > unheardAfterSeconds;
  return unheard
    ? { kind: 'send', subscriber, window: { since: row.since, until: row.until, toldAhead: subscriber.toldAhead } }
    : { kind: 'leave' };
}

/**
 * The end of a message. `dropped` and `left` need nothing now; `finished` was sent before; `empty` has no story; what
 * was `put off` found no place: its reader stays due.
 */
export type DigestOutcome = SendResult | 'dropped' | 'left' | 'finished' | 'empty' | 'put off';

export interface DigestResult {
  readonly kind: DigestOutcome;
  readonly reason?: string | undefined;
  /** The digest's window was too long to be read to its beginning. */
  readonly cut?: boolean;
}
