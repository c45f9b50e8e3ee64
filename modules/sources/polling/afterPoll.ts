import { retryAfterSeconds } from '../../../platform/http/headers.ts';
import { epochSeconds, instant, plusSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { FeedDocument } from '../../feed-reading/feedDocument.ts';
import { atNextHub, isLeaseDue } from '../source.ts';
import type { HubLease, Source } from '../source.ts';
import type { PublisherAnswer } from './askPublisher.ts';
import { habitOf, longestSeconds, nextPollDelaySeconds, wishSeconds } from './interval.ts';
import type { PollHistory } from './interval.ts';
import {
  newsIn,
  outcomeOfDocument,
  outcomeOfError,
  outcomeOfLongWait,
  outcomeOfStatus,
  outcomeOfWall,
  sameDocument,
} from './outcome.ts';
import type { PollOutcome } from './outcome.ts';
import { momentFrom, slotOf } from '../slots.ts';
import type { Slot } from '../slots.ts';
import { runsAfter, runsIn, writtenRuns } from '../recent.ts';
import type { StoredArticles } from './storeArticles.ts';
import { wallOf } from './wall.ts';

/** The most notes on a source's row, which every poll reads and writes. */
const mostNotes = 10;
const daySeconds = 86_400;
/** A server that is down for its own good is back sooner. */
const longestWaitSeconds = daySeconds;
/** A redirect that somebody on the way made, or that was a mistake, does not hold as long. */
const keptMoveSeconds = daySeconds;
const mostOtherHubs = 2;
const succeeded = new Set<PollOutcome['kind']>(['new', 'unchanged', 'not-modified']);

/**
 * The changes of a source's row after a poll: its outcome in words, the validators for the next, and when that is.
 * @param random 0 to 1, for the jitter of a failing source
 * @returns also the slot in which the source is polled from now on, where it goes at an even pace, and whether a lease is
 * to be asked for, once that is written
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
  const changes = news ? newsIn(news) : 0;
  const said = outcomeOf({ response, document, documentHash, error }, news, retryAfter);
  const runs = runsAfter(runsIn(source.recent), said.kind, epochSeconds(now));
  const wentWell = succeeded.has(said.kind);
  const { outcome, failures } = wentWell
    ? { outcome: said, failures: 0 }
    : failedBy(source, said, runs[0].since, response, now);
  const { habit, ttlSeconds } = document
    ? { habit: habitOf(news?.published ?? [], now), ttlSeconds: document.ttlSeconds }
    : source;
  const history = {
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
  };
  const { nextPollAt, slot } = nextPoll(source.id, history, wentWell ? (news ?? source).heldUntil : undefined);
  const { patch: push, isLeaseAsked } = wentWell
    ? pushAfter(source.push, document, epochSeconds(now))
    : { patch: {}, isLeaseAsked: false };
  const at = instant(now);
  const patch = {
    ...(wentWell && moveAfter(source, response?.movedTo, epochSeconds(now))),
    ...(documentHash !== undefined && {
      ...validatorsAfter(source, response, news ? news.created + news.onHold : 0),
      lastReadAt: at,
      documentHash,
    }),
    ...(document && news && { ...readingOf(source, document, news), habit, ttlSeconds }),
    ...(outcome.kind === 'gone' && { status: 'gone' as const }),
    ...(wentWell && { lastSuccessAt: at }),
    ...(changes > 0 && { lastNewsAt: at }),
    ...push,
    failures,
    recent: writtenRuns(runs),
    lastOutcome: { ...outcome, at },
    nextPollAt,
  };
  return { patch, slot, outcome, wentWell, isLeaseAsked };
}

function outcomeOf(
  { response, document, documentHash, error }: PublisherAnswer,
  news: StoredArticles | undefined,
  retryAfter: number | undefined,
): PollOutcome {
  if (document && news) return outcomeOfDocument(news);
  if (documentHash !== undefined && !document && !error) return sameDocument;
  const { status = 0 } = response ?? {};
  const isObeyed = (status === 429 || status === 503) && retryAfter !== undefined;
  const wall = response && !isObeyed && !speakForThemselves.has(status) ? wallOf(response) : undefined;
  if (wall !== undefined) return outcomeOfWall(status, wall);
  if (error) return outcomeOfError(error);
  return outcomeOfStatus(status, retryAfter) ?? outcomeOfError(new Error('A poll without an answer'));
}

/** Whatever page comes with them. */
const speakForThemselves = new Set([304, 404, 410]);

/**
 * Obeying a 429 or 503 is neither a success nor a failure, unless it goes on for too long.
 * @param since when the first of the equal outcomes came that this one is the last of
 */
function failedBy(
  { failures }: Source,
  said: PollOutcome,
  since: EpochSeconds,
  response: PublisherAnswer['response'],
  now: Date,
): { outcome: PollOutcome; failures: number } {
  if (said.kind !== 'retry-later') return { outcome: said, failures: failures + 1 };
  if (epochSeconds(now) - since < longestWaitSeconds) return { outcome: said, failures };
  const outcome = outcomeOfLongWait(response?.status ?? 0, instant(new Date(since * 1000)));
  return { outcome, failures: failures + 1 };
}

const cutNote = 'the answer was cut off: read what came';

/**
 * The validators for the next polls. Those of an answer that was cut off would hide the rest of it; those that stay the
 * same when there is something new are kept to tell when they differ, but not sent.
 */
function validatorsAfter(before: Source, response: PublisherAnswer['response'], created: number) {
  const { etag, 'last-modified': lastModified } = response?.isCut ? {} : (response?.headers ?? {});
  const isSame =
    before.etag === etag && before.lastModified === lastModified && (etag !== undefined || lastModified !== undefined);
  const distrustsValidators = isSame && (created > 0 || before.distrustsValidators) ? true : undefined;
  return { etag, lastModified, distrustsValidators };
}

/**
 * Where a source is asked from now on, after a poll that went well. A permanent redirect is followed at once, and kept
 * once it has held for a day.
 * @param target where permanent redirects led, undefined where there were none
 */
function moveAfter({ url, movedTo }: Source, target: string | undefined, now: EpochSeconds): Partial<Source> {
  if (target === undefined || target === url) return movedTo ? { movedTo: undefined } : {};
  if (movedTo?.url !== target) return { movedTo: { url: target, since: now } };
  return now - movedTo.since >= keptMoveSeconds ? { url: target, movedTo: undefined } : {};
}

/** A slot that is due sooner than that after a poll, which was late, is left out. */
const leastGapSeconds = 30;
/** A poll at its slot may be so much earlier than its publisher asks: the one before took a moment. */
const patienceSeconds = 60;

/**
 * When the next poll is due: at an even pace in the source's slot, unless something makes it due at a time of its own.
 * @param held when a correction that waits is announced, by a poll of its own unless one is due before
 */
function nextPoll(id: string, history: PollHistory, held: EpochSeconds | undefined): NextPoll {
  const at = epochSeconds(history.now);
  const delaySeconds = nextPollDelaySeconds(history);
  const byItself = { nextPollAt: plusSeconds(at, delaySeconds) };
  const isEven = succeeded.has(history.outcome) && history.retryAfterSeconds === undefined;
  const slot = isEven ? slotOf(id, delaySeconds) : undefined;
  const wish = history.operatorIntervalSeconds === undefined ? wishSeconds(history) - patienceSeconds : 0;
  const inSlot = slot && {
    nextPollAt: momentFrom(slot, plusSeconds(at, Math.min(Math.max(leastGapSeconds, wish), delaySeconds))),
    slot,
  };
  // Who wishes to be left alone for most of a day may have a slot much later than that: a day is the longest.
  const regular = inSlot && inSlot.nextPollAt - at <= longestSeconds ? inSlot : byItself;
  return held !== undefined && held > at && held < regular.nextPollAt ? { nextPollAt: held } : regular;
}

interface NextPoll {
  readonly nextPollAt: EpochSeconds;
  readonly slot?: Slot | undefined;
}

/** What a document leaves on the row. */
const readingOf = (source: Source, document: FeedDocument, news: StoredArticles): Partial<Source> => ({
  lastRead: {
    items: news.items,
    new: news.created,
    changed: news.revised + news.withdrawn,
    quiet: news.quiet,
    held: news.held,
    onHold: news.onHold,
    blocked: news.blocked,
    blockedUnder: news.blockedUnder,
    pages: news.pages,
  },
  notes: notesAfter(source, document, news),
  heldUntil: news.heldUntil,
  ...(document.siteUrl !== undefined && source.siteUrl === undefined && { siteUrl: document.siteUrl }),
});

/** Repairs of items that are known are not made again: the notes of the time when they were read stand. */
function notesAfter(source: Source, document: FeedDocument, news: StoredArticles): string[] {
  const isOfAll = document.unchanged.length === 0;
  const repairs = isOfAll || document.notes.length > 0 ? document.notes : source.notes;
  return [...new Set([...(document.isCut ? [cutNote] : []), ...news.notes, ...repairs])].slice(0, mostNotes);
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
  const told = document ? leaseTold(document) : before;
  if (!told) return { patch: before ? { push: undefined } : {}, isLeaseAsked: false };
  const hubs = [told.hub, ...(told.others ?? [])];
  const isSame = before?.topic === told.topic && hubs.includes(before.hub);
  if (!isSame) return { patch: { push: { ...told, askedAt: now } }, isLeaseAsked: true };
  if (!isLeaseDue(before, now)) return { patch: {}, isLeaseAsked: false };
  const others = hubs.filter((hub) => hub !== before.hub);
  const push = { ...before, others: others.length > 0 ? others : undefined, askedAt: now };
  return { patch: { push: isAskedInVain(before) ? atNextHub(push) : push }, isLeaseAsked: true };
}

function leaseTold({ hub }: FeedDocument): HubLease | undefined {
  if (!hub) return undefined;
  const others = hub.others?.slice(0, mostOtherHubs);
  return { hub: hub.url, topic: hub.topic, ...(others && others.length > 0 && { others }) };
}

/** No hub has granted a lease since it was asked: it refused, or never verified. */
const isAskedInVain = ({ askedAt, leaseUntil = 0 as EpochSeconds }: HubLease): boolean =>
  askedAt !== undefined && leaseUntil <= askedAt;
