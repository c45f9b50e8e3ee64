import type { DigestsTable } from '../digestsTable.ts';
import type { SubscribersTable } from '../../subscribers/subscribersTable.ts';
import type { DigestMaker, MadeIssue, Window } from '../content/maker.ts';
import type { Digest } from '../digest.ts';
import { digested } from '../../subscribers/subscription.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { DigestMessage } from '../digestMessage.ts';
import { decideDigest } from './decide.ts';
import type { DigestStanding } from './decide.ts';
import type { SettledDigest } from './outcome.ts';
import { finish } from './sendOne.ts';

export interface Preparing {
  readonly subscribers: SubscribersTable;
  readonly digests: DigestsTable;
  readonly maker: DigestMaker;
  readonly now: () => Date;
}

/** A digest that is to be sent; `row` is the ledger's as it was read. */
export interface Work {
  readonly message: DigestMessage;
  readonly reader: Subscriber;
  readonly row: Digest | undefined;
  readonly window: Window;
  readonly issue: MadeIssue;
}

/** All that is known of each digest that is asked for: two reads. */
export async function digestStandingsOf(
  messages: readonly DigestMessage[],
  { subscribers, digests }: Preparing,
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
  { maker, subscribers, now }: Preparing,
): Promise<Work | SettledDigest> {
  const decision = decideDigest(standing, now());
  if (decision.do === 'drop') return { outcome: 'dropped' };
  if (decision.do === 'leave') return { outcome: 'left' };
  const { subscriber } = decision;
  if (decision.do === 'finish') {
    await finish(subscriber, decision.row, { subscribers, now });
    return { outcome: 'finished' };
  }
  const { message, row } = standing;
  const { window } = decision;
  const issue = await maker.issueFor(subscriber.preferences.choice, window, now());
  if (issue.articles.length > 0) return { message, reader: subscriber, row, window, issue };
  // What was taken back is told with the next stories: an empty digest leaves its window open for it.
  const told =
    issue.withdrawn > 0
      ? { readTo: subscriber.readTo, toldAhead: subscriber.toldAhead }
      : { readTo: window.until, toldAhead: issue.toldAhead };
  await subscribers.change(
    subscriber.id,
    (before) => digested(before, message.dueAt, { ...told, stories: 0 }, now()),
    subscriber,
  );
  return { outcome: 'empty', cut: issue.cut };
}
