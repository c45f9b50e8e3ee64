import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { QueueWork } from '../../../platform/runtime/queueHandler.ts';
import type { RequestQueue } from '../../../platform/sqs/requestQueue.ts';
import { instant } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { ReadingProcess } from '../../feed-reading/readingProcess.ts';
import type { Pages } from '../../full-text/pages.ts';
import { pollSchema } from '../messages.ts';
import type { LeaseMessage, Poll } from '../messages.ts';
import { keptAnswerBytes, keptFailures } from '../source.ts';
import type { OutcomeKind, Source } from '../source.ts';
import { isSilent } from '../silence.ts';
import type { SourcesTable } from '../sourcesTable.ts';
import { afterPoll } from './afterPoll.ts';
import { askPublisher } from './askPublisher.ts';
import type { PublisherAnswer, PublisherRequest } from './askPublisher.ts';
import { isRuledAnew } from './keptOut.ts';
import type { PageReading } from './fullText.ts';
import type { LargeDocuments } from './largeDocuments.ts';
import type { PollOutcome } from './outcome.ts';
import { storeArticles } from './storeArticles.ts';
import type { ArticleStores } from './storeArticle.ts';
import type { StoredArticles } from './storeArticles.ts';

/** What a poll needs to store what was read, after its pages. */
const storingMs = 15_000;
/** All pages of a poll. */
const pagesMs = 25_000;

export interface PollDependencies extends Omit<ArticleStores, 'sources'>, Omit<PublisherRequest, 'sources'> {
  readonly sources: Pick<
    SourcesTable,
    'get' | 'change' | 'finishPoll' | 'getSeen' | 'putSeen' | 'getFailures' | 'putFailures'
  >;
  readonly leases: Pick<RequestQueue<LeaseMessage>, 'ask'>;
}

export interface PollResult {
  readonly kind: OutcomeKind | 'stale';
  readonly words: string;
  readonly news?: StoredArticles | undefined;
  /** For far longer than is its habit, nothing new came. */
  readonly isSilent?: true | undefined;
}

/** A poll may take 20 s to fetch, 8 to read and a few to store: with less left, its message goes back to the queue. */
const neededMs = 33_000;

type PollServices = Omit<PollDependencies, 'read' | 'pages'> & {
  readonly reading: Pick<ReadingProcess, 'read'>;
  readonly pages: Pick<Pages, 'read'>;
  readonly large: LargeDocuments;
};

/** The polls queue: hosts side by side, the sources of one host one after another. */
export const pollMessages: QueueWork<Poll, PollServices, PollResult> = {
  schema: pollSchema,
  inTurn: { neededMs },
  each: (poll, { reading, pages, large, remainingMs, ...services }) =>
    large.during((takeIn) =>
      pollSource(
        poll,
        {
          ...services,
          read: (received, known) => {
            takeIn(received.body.length);
            return reading.read(received, known, remainingMs);
          },
          pages: pagesWithin(pages, remainingMs),
        },
        new Date(),
      ),
    ),
  report: ({ sourceId }, what, { logger, metrics }) => {
    if ('error' in what) {
      logger.error('poll failed', { sourceId, error: what.error });
      return;
    }
    const { kind, words, news, isSilent } = what.outcome;
    // without the dates of all items, which would be most of what is logged
    logger.info('polled', { sourceId, kind, words, isSilent, ...news, published: undefined });
    metrics.singleMetric().addMetric(`Poll.${kind}`, MetricUnit.Count, 1);
    for (const seconds of news?.secondsToNotice ?? [])
      metrics.addMetric('SecondsToNotice', MetricUnit.Seconds, seconds);
    if (isSilent) metrics.addMetric('SilentSources', MetricUnit.Count, 1);
  },
};

/** Pages for as long as a poll may take for them: from the first on, and as far as the invocation has time. */
function pagesWithin(pages: Pick<Pages, 'read'>, remainingMs: () => number): PageReading {
  let end: number | undefined;
  return {
    read: (address, sites) => pages.read(address, sites),
    leftMs: () => {
      end ??= Date.now() + pagesMs;
      return Math.min(end - Date.now(), remainingMs() - storingMs);
    },
  };
}

/**
 * One poll of one source: read its row, ask the publisher, take in what is new, write the row. An unchanged poll is
 * that one read and that one write. A publisher's fault is an outcome; only AWS failing is an error.
 */
export async function pollSource(
  { sourceId, dueAt }: Poll,
  services: PollDependencies,
  now: Date,
): Promise<PollResult> {
  const source = await services.sources.get(sourceId);
  if (source?.status !== 'active' || source.nextPollAt > dueAt)
    return { kind: 'stale', words: 'This poll was done already, or the source was paused or removed.' };

  const answer = await askPublisher(source, services, now, await isRuledAnew(source, services));
  const news =
    answer.document && answer.seen && (await storeArticles(source, answer.document, answer.seen, services, now));
  const { patch, slot, outcome, wentWell, isLeaseAsked } = afterPoll(source, answer, news, now, Math.random());
  if (patch.failures > source.failures || outcome.kind === 'gone')
    await keepFailure(source, answer, outcome, services.sources, now);
  const wasDueAt = source.nextPollAt;
  const left = { ...patch, nextPollAt: laterThan(wasDueAt, patch.nextPollAt) };
  const isWritten = await (wentWell
    ? services.sources.finishPoll(sourceId, left, slot, wasDueAt)
    : services.sources.change(sourceId, { ...left, pollAgainAt: undefined }, wasDueAt));
  // A hub may verify at once, so the row says first that it is asked. A worker that dies in between asks a day later.
  if (isWritten && isLeaseAsked) await services.leases.ask({ sourceId });
  return { ...outcome, news, isSilent: isSilent({ ...source, ...patch }, now) || undefined };
}

/** A source's due time names its poll: it must never be the same twice. */
const laterThan = (dueAt: EpochSeconds, next: EpochSeconds): EpochSeconds =>
  next > dueAt ? next : ((dueAt + 1) as EpochSeconds);

/** Keeps a failure for the operator, with the answer that caused it; one that goes on as it was costs nothing more. */
async function keepFailure(
  source: Source,
  { response }: PublisherAnswer,
  { kind, words }: PollOutcome,
  sources: Pick<SourcesTable, 'getFailures' | 'putFailures'>,
  now: Date,
): Promise<void> {
  if (source.lastOutcome?.kind === kind && source.lastOutcome.words === words) return;
  const before = (await sources.getFailures(source.id)).map(({ at, kind: earlier, words: said }) => ({
    at,
    kind: earlier,
    words: said,
  }));
  const answer = response && {
    status: response.status,
    contentType: response.headers['content-type'],
    body: new TextDecoder().decode(response.body.subarray(0, keptAnswerBytes)),
  };
  await sources.putFailures(source.id, [{ at: instant(now), kind, words, answer }, ...before].slice(0, keptFailures));
}
