import type { Source } from '../source.ts';
import { epochSeconds, instant, plusSeconds } from '../../../platform/values/time.ts';
import type { PublisherAnswer } from './askPublisher.ts';
import { habitOf } from './pace/habit.ts';
import { nextPollDelaySeconds } from './pace/interval.ts';
import { outcomeOfDocument, outcomeOfError, outcomeOfStatus } from './pace/outcome.ts';
import type { PollOutcome } from './pace/outcome.ts';
import { pushAfter } from './pushAfter.ts';
import { retryAfterSeconds } from '../../../platform/http/headers.ts';
import type { StoredArticles } from './storeArticles.ts';

/** So many notes stand on a source's row, which every poll reads and writes. */
const mostNotes = 10;
const succeeded = new Set<PollOutcome['kind']>(['new', 'unchanged', 'not-modified']);

/**
 * What a poll leaves on the source's row: its outcome in words, the validators for the next, and when that is.
 * @param random 0 to 1, for the jitter of a failing source
 * @returns also whether a lease is to be asked for, once that is written
 */
export function afterPoll(
  source: Source,
  { response, document, error }: PublisherAnswer,
  news: StoredArticles | undefined,
  now: Date,
  random: number,
) {
  const headers = response?.headers ?? {};
  const retryAfter = retryAfterSeconds(headers['retry-after'], now);
  const changes = news ? news.created + news.revised + news.withdrawn : 0;
  const outcome = document
    ? outcomeOfDocument(changes, document.items.length)
    : error
      ? outcomeOfError(error)
      : (outcomeOfStatus(response?.status ?? 0, retryAfter) ?? outcomeOfError(new Error('A poll without an answer')));
  // Obeying a 429 or 503 is neither a success nor a failure.
  const wentWell = succeeded.has(outcome.kind);
  const failures = wentWell ? 0 : outcome.kind === 'retry-later' ? source.failures : source.failures + 1;
  const habit = document
    ? habitOf(
        document.items.flatMap(({ story }) => story.published ?? []),
        now,
      )
    : source.habit;
  const ttlSeconds = document ? document.ttlSeconds : source.ttlSeconds;
  const delaySeconds = nextPollDelaySeconds({
    outcome: outcome.kind,
    habit,
    ttlSeconds,
    failures,
    now,
    random,
    cacheControl: headers['cache-control'],
    expires: headers.expires,
    retryAfterSeconds: retryAfter,
    operatorIntervalSeconds: source.intervalSeconds,
  });
  const { patch: push, isLeaseAsked } = wentWell
    ? pushAfter(source.push, document, epochSeconds(now))
    : { patch: {}, isLeaseAsked: false };
  const at = instant(now);
  const patch = {
    ...(response?.movedTo !== undefined && (document || response.status === 304) && { url: response.movedTo }),
    ...(document && {
      etag: headers.etag,
      lastModified: headers['last-modified'],
      documentHash: news?.documentHash,
      notes: [...(news?.notes ?? []), ...document.notes].slice(0, mostNotes),
      habit,
      ttlSeconds,
      ...(document.siteUrl !== undefined && source.siteUrl === undefined && { siteUrl: document.siteUrl }),
    }),
    ...(outcome.kind === 'gone' && { status: 'gone' as const }),
    ...(wentWell && { lastSuccessAt: at }),
    ...(changes > 0 && { lastNewsAt: at }),
    ...push,
    failures,
    lastOutcome: { ...outcome, at },
    nextPollAt: plusSeconds(epochSeconds(now), delaySeconds),
  };
  return { patch, outcome, wentWell, isLeaseAsked };
}
