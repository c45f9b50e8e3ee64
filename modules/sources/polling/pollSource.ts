import type { RequestQueue } from '../../../platform/sqs/requestQueue.ts';
import type { LeaseMessage } from '../leaseMessage.ts';
import type { OutcomeKind } from '../source.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { Poll } from '../pollMessage.ts';
import { afterPoll } from './afterPoll.ts';
import { askPublisher } from './askPublisher.ts';
import type { PublisherRequest } from './askPublisher.ts';
import { keepFailure } from './keepFailure.ts';
import { isSilent } from './pace/silence.ts';
import { storeArticles } from './storeArticles.ts';
import type { ArticleStores, StoredArticles } from './storeArticles.ts';

export interface PollDependencies extends ArticleStores, PublisherRequest {
  readonly leases: Pick<RequestQueue<LeaseMessage>, 'ask'>;
}

export interface PollResult {
  readonly kind: OutcomeKind | 'stale';
  readonly words: string;
  readonly news?: StoredArticles;
  /** For far longer than is its habit, nothing new came. */
  readonly isSilent?: true;
}

/**
 * One poll of one source: read its row, ask the publisher, take in what is new, write the row. An unchanged poll is
 * that one read and that one write. Whatever the publisher does is an outcome; only AWS failing is an error.
 */
export async function pollSource(
  { sourceId, dueAt }: Poll,
  services: PollDependencies,
  now: Date,
): Promise<PollResult> {
  const source = await services.sources.get(sourceId);
  if (source?.status !== 'active' || source.nextPollAt !== dueAt)
    return { kind: 'stale', words: 'This poll was done already, or the source was paused or removed.' };

  const answer = await askPublisher(source, services);
  const news = answer.document && (await storeArticles(source, answer.document, services, now));
  const { patch, outcome, wentWell, isLeaseAsked } = afterPoll(source, answer, news, now, Math.random());
  if (patch.failures > source.failures || outcome.kind === 'gone')
    await keepFailure(source, answer, outcome, services.sources, now);
  const left = { ...patch, nextPollAt: laterThan(dueAt, patch.nextPollAt) };
  const isWritten = await (wentWell
    ? services.sources.finishPoll(sourceId, left, dueAt)
    : services.sources.change(sourceId, { ...left, pollAgainAt: undefined }, dueAt));
  // A hub may verify at once, so the row says first that it is asked. Whoever dies in between asks a day later.
  if (isWritten && isLeaseAsked) await services.leases.ask({ sourceId });
  return { ...outcome, ...(news && { news }), ...(isSilent({ ...source, ...patch }, now) && { isSilent: true }) };
}

/** A source's due time names its poll: it must never be the same twice. */
const laterThan = (dueAt: EpochSeconds, next: EpochSeconds): EpochSeconds =>
  next > dueAt ? next : ((dueAt + 1) as EpochSeconds);
