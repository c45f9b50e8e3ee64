import { instant, secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds, Instant } from '../../platform/values/time.ts';
import { embargoEnd, heldUntil, laterOf, statedEmbargo } from './article.ts';
import type { Article, Story } from './article.ts';
import { sameSelectors, selectorsOf, withFormer } from './filter.ts';

/**
 * The life of an article. Each function changes a fact (a text, a withdrawal, an embargo, an expiry) and returns the
 * next row, or undefined where nothing changes; the state follows from the facts alone (docs/promise.md, section 1). A
 * version rises with each row.
 */

export interface IncomingItem {
  readonly id: string;
  readonly contentHash: string;
  readonly story: Story;
  /** An editor's rule that it matches, in words: a person has to approve it first. */
  readonly rule?: string | undefined;
}

/** The source that an article comes from. */
export interface Publisher {
  readonly id: string;
  readonly name: string;
  readonly siteUrl?: string | undefined;
}

export type Facts = Omit<Article, 'status'>;

/** The state that follows from an article's facts at a moment. */
export function statusOf(facts: Facts, now: Instant): Article['status'] {
  if (facts.withdrawal !== undefined) return 'withdrawn';
  const held = heldUntil(facts);
  if (held !== undefined && held > now) return 'embargoed';
  return facts.expiresAt !== undefined && facts.expiresAt <= now ? 'expired' : 'live';
}

/**
 * The first version of an article that no table knows yet.
 * @param isOld it is backlog, unless an embargo holds it
 */
export function newArticle(
  { id, contentHash, story, rule }: IncomingItem,
  source: Publisher,
  now: Date,
  isOld = false,
): Article {
  const seen = instant(now);
  const facts: Facts = {
    ...stated(story),
    id,
    contentHash,
    version: 1,
    source: { id: source.id, name: source.name, ...(source.siteUrl && { url: source.siteUrl }) },
    attribution: `Source: ${source.name}`,
    firstSeen: seen,
    listedAt: story.published !== undefined && story.published < seen ? story.published : seen,
    changedAt: seen,
    ...(rule !== undefined && { hold: { rule, at: seen } }),
  };
  const status = statusOf(facts, seen);
  return { ...facts, status, ...(isOld && status !== 'embargoed' && { backlog: true as const }) };
}

/**
 * A story that its source corrects after Caravan has forgotten it, or may have. It begins at the minute, in minutes
 * since 1970, and not at 1: an event's id names article and version, and those of the forgotten versions are known to
 * partners and, for a while, to the ledger.
 */
export function newArticleAfterExpiry(arrival: IncomingItem, source: Publisher, now: Date, isOld: boolean): Article {
  return { ...newArticle(arrival, source, now, isOld), version: Math.floor(now.getTime() / 60_000) };
}

/**
 * Takes an article back. The operator's word stands above the publisher's, also where the publisher was first. What the
 * publisher takes back it corrects no more.
 */
export function withdrawn(
  article: Article,
  by: 'publisher' | 'operator',
  reason: string,
  now: Date,
): Article | undefined {
  const { withdrawal } = article;
  if (withdrawal?.by === by || withdrawal?.by === 'operator') return undefined;
  const correctionOnHold = by === 'publisher' ? undefined : article.correctionOnHold;
  return next(article, { ...article, correctionOnHold, withdrawal: { by, reason } }, now);
}

/** An editor has read what was on hold: it is out, unless something else keeps it back. */
export function approved(article: Article, now: Date): Article | undefined {
  return article.hold === undefined ? undefined : next(article, { ...article, hold: undefined }, now);
}

/** An editor does not want what was on hold: it is withdrawn, by the operator's word. */
export function refused(article: Article, reason: string, now: Date): Article | undefined {
  if (article.hold === undefined) return undefined;
  return next(article, { ...article, hold: undefined, withdrawal: { by: 'operator', reason } }, now);
}

/** Undoes a withdrawal, whoever made it; an embargo and an expiry stay. */
export function restored(article: Article, now: Date): Article | undefined {
  if (article.withdrawal === undefined) return undefined;
  return next(article, { ...article, withdrawal: undefined }, now);
}

/**
 * The operator holds an article until a time; one that is out is taken back until then. It stands in the place of an
 * embargo that cannot be read.
 */
export function embargoed(article: Article, until: Instant, now: Date): Article | undefined {
  const lifts = article.embargoUnread !== undefined && article.embargoUnread !== article.embargoLifted;
  if (operatorsEmbargo(article) === until && !lifts) return undefined;
  return next(
    article,
    { ...withoutOldEmbargo(article), operatorEmbargo: until, ...(lifts && { embargoLifted: article.embargoUnread }) },
    now,
  );
}

/** The operator ends the embargoes of an article: their own, and the publisher's as it stands. A hold stays. */
export function released(article: Article, now: Date): Article | undefined {
  const held = embargoEnd(article);
  if (held === undefined || held <= instant(now)) return undefined;
  return next(article, { ...article, operatorEmbargo: undefined, embargoLifted: statedEmbargo(article) }, now);
}

/** Time has passed: an embargo has ended, or an expiry has come. */
export function applyDue(article: Article, now: Date): Article | undefined {
  return statusOf(article, instant(now)) === article.status ? undefined : next(article, article, now);
}

/** When time itself will change the article next, in epoch seconds, rounded up; undefined where it will not. */
export function dueAt(article: Article): EpochSeconds | undefined {
  const at = changesAt(article);
  return at === undefined ? undefined : ((secondsOf(at) + (at.endsWith('.000Z') ? 0 : 1)) as EpochSeconds);
}

function changesAt(article: Article): Instant | undefined {
  if (article.status === 'embargoed') return heldUntil(article);
  return article.status === 'live' ? article.expiresAt : undefined;
}

/** The row that follows from changed facts. */
export function next(before: Article, facts: Facts, now: Date): Article {
  const at = instant(now);
  const status = statusOf(facts, at);
  const formerly = formerlyOf(before, facts, status);
  return {
    ...facts,
    status,
    version: before.version + 1,
    changedAt: at,
    rewordedAt: undefined,
    told: undefined,
    listedAt: status === 'live' ? listedAtOf(before, facts, at) : facts.listedAt,
    formerly: formerly.length > 0 ? formerly : undefined,
  };
}

/** What it was known by while it was out, but for what it is known by now where it is out. */
function formerlyOf(before: Article, after: Facts, status: Article['status']) {
  const known = before.status === 'live' ? withFormer(before.formerly, selectorsOf(before)) : (before.formerly ?? []);
  return status === 'live' ? known.filter((one) => !sameSelectors(one, selectorsOf(after))) : known;
}

/** An article that comes out of an embargo is listed by the moment when that ended. */
function listedAtOf(before: Article, { listedAt }: Facts, now: Instant): Instant {
  const held = before.status === 'live' ? undefined : heldUntil(before);
  return held === undefined ? listedAt : (laterOf(listedAt, held < now ? held : now) ?? listedAt);
}

/** A story with the mark of whose its embargo is. */
export const stated = (story: Story): Story & Pick<Article, 'embargoBy'> => ({
  ...story,
  ...(story.embargoUntil !== undefined && { embargoBy: 'publisher' as const }),
});

/**
 * A row of an earlier release does not say whose its embargo is: it counts as the operator's, which no publisher
 * shortens.
 */
const isOldEmbargo = ({ status, embargoUntil, embargoBy }: Article): boolean =>
  status === 'embargoed' && embargoUntil !== undefined && embargoBy === undefined;
export const operatorsEmbargo = (article: Article): Instant | undefined =>
  isOldEmbargo(article) ? laterOf(article.operatorEmbargo, article.embargoUntil) : article.operatorEmbargo;
const withoutOldEmbargo = (article: Article): Article =>
  isOldEmbargo(article) ? { ...article, embargoUntil: undefined } : article;
