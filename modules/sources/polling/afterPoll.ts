import { retryAfterSeconds } from '../../../platform/http/headers.ts';
import { epochSeconds, instant, plusSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { FeedDocument } from '../../feed-reading/feedDocument.ts';
import { isLeaseDue } from '../source.ts';
import type { HubLease, Source } from '../source.ts';
import type { PublisherAnswer } from './askPublisher.ts';
import { habitOf, nextPollDelaySeconds } from './interval.ts';
import { outcomeOfDocument, outcomeOfError, outcomeOfStatus, sameDocument } from './outcome.ts';
import type { PollOutcome } from './outcome.ts';
import type { StoredArticles } from './storeArticles.ts';

/** The most notes on a source's row, which every poll reads and writes. */
const mostNotes = 10;
const succeeded = new Set<PollOutcome['kind']>(['new', 'unchanged', 'not-modified']);

/**
 * The changes of a source's row after a poll: its outcome in words, the validators for the next, and when that is.
 * @param random 0 to 1, for the jitter of a failing source
 * @returns also whether a lease is to be asked for, once that is written
 */
export function afterPoll(
  source: Source,
  { response, document, documentHash, error }: PublisherAnswer,
  news: StoredArticles | undefined,
  now: Date,
  random: number,
) {
  const headers = response?.headers ?? {};
  const retryAfter = retryAfterSeconds(headers['retry-after'], now);
  const changes = news ? news.created + news.revised + news.withdrawn : 0;
  const outcome = outcomeOf({ response, document, documentHash, error }, news, retryAfter);
  const wentWell = succeeded.has(outcome.kind);
  const failures = wentWell ? 0 : failuresAfter(source, outcome);
  const { habit, ttlSeconds } = document
    ? { habit: habitOf(news?.published ?? [], now), ttlSeconds: document.ttlSeconds }
    : source;
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
    ...(documentHash !== undefined && {
      etag: headers.etag,
      lastModified: headers['last-modified'],
      documentHash,
    }),
    ...(document && {
      notes: notesAfter(source, document, news),
      heldUntil: news?.heldUntil,
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

function outcomeOf(
  { response, document, documentHash, error }: PublisherAnswer,
  news: StoredArticles | undefined,
  retryAfter: number | undefined,
): PollOutcome {
  if (document && news) return outcomeOfDocument(news);
  if (documentHash !== undefined && !document && !error) return sameDocument;
  if (error) return outcomeOfError(error);
  return outcomeOfStatus(response?.status ?? 0, retryAfter) ?? outcomeOfError(new Error('A poll without an answer'));
}

/** Obeying a 429 or 503 is neither a success nor a failure. */
const failuresAfter = ({ failures }: Source, { kind }: PollOutcome): number =>
  kind === 'retry-later' ? failures : failures + 1;

/** Repairs of items that are known are not made again: the notes of the time when they were read stand. */
function notesAfter(source: Source, document: FeedDocument, news: StoredArticles | undefined): string[] {
  const isOfAll = document.unchanged.length === 0;
  const repairs = isOfAll || document.notes.length > 0 ? document.notes : source.notes;
  return [...new Set([...(news?.notes ?? []), ...repairs])].slice(0, mostNotes);
}

/**
 * The source's hub after a poll that went well, and whether a lease is to be asked for there.
 * @param document undefined where it has not changed (304), and the hub with it
 * @returns a patch without `push` where nothing changes: what a hub has granted meanwhile is not written over
 */
export function pushAfter(
  before: HubLease | undefined,
  document: FeedDocument | undefined,
  now: EpochSeconds,
): { readonly patch: { push?: HubLease | undefined }; readonly isLeaseAsked: boolean } {
  const told = document ? document.hub && { hub: document.hub.url, topic: document.hub.topic } : before;
  if (!told) return { patch: before ? { push: undefined } : {}, isLeaseAsked: false };
  const push = before?.hub === told.hub && before.topic === told.topic ? before : told;
  return isLeaseDue(push, now)
    ? { patch: { push: { ...push, askedAt: now } }, isLeaseAsked: true }
    : { patch: {}, isLeaseAsked: false };
}
