import type { Article, Story } from './article.ts';
import type { Source } from './source.ts';
import { instant, secondsOf } from './time.ts';
import type { EpochSeconds, Instant } from './time.ts';

/**
 * The life of an article: embargoed → live → withdrawn or expired, and what a correction does at each point.
 * Each function returns the next row, or undefined where nothing changes. A version rises when readers can notice.
 */

export interface Arrival {
  readonly id: string;
  readonly contentHash: string;
  readonly story: Story;
}

/** The first version of an article that no table knows yet. */
export function arrived({ id, contentHash, story }: Arrival, source: Source, now: Date): Article {
  const seen = instant(now);
  return {
    ...story,
    id,
    contentHash,
    version: 1,
    status: story.embargoUntil !== undefined && story.embargoUntil > seen ? 'embargoed' : 'live',
    source: { id: source.id, name: source.name, ...(source.siteUrl && { url: source.siteUrl }) },
    attribution: `Source: ${source.name}`,
    firstSeen: seen,
    listedAt: story.published !== undefined && story.published < seen ? story.published : seen,
    changedAt: seen,
  };
}

/** A correction, or the return of a story that its publisher had taken back. An operator's withdrawal stays. */
export function revised(article: Article, { contentHash, story }: Arrival, now: Date): Article | undefined {
  const returns = article.withdrawal?.by === 'publisher';
  if (article.contentHash === contentHash && !returns) return undefined;
  // The new text stands alone: what it no longer says must not outlive the old one. An embargo does, until its time.
  const { id, source, attribution, firstSeen, listedAt, embargoUntil, withdrawal } = article;
  return {
    ...(embargoUntil !== undefined && { embargoUntil }),
    ...story,
    id, source, attribution, firstSeen, listedAt, contentHash,
    version: article.version + 1,
    status: returns ? 'live' : article.status,
    ...(withdrawal && !returns && { withdrawal }),
    changedAt: instant(now),
  };
}

export function withdrawn(article: Article, by: 'publisher' | 'operator', reason: string, now: Date): Article | undefined {
  if (article.status === 'withdrawn') return undefined;
  return { ...article, status: 'withdrawn', withdrawal: { by, reason }, version: article.version + 1, changedAt: instant(now) };
}

/** Holds an article until its time; one that is out already is taken back until then. What was withdrawn stays so. */
export function embargoed(article: Article, until: Instant, now: Date): Article | undefined {
  if (article.status === 'withdrawn' || article.status === 'expired' || article.embargoUntil === until) return undefined;
  return { ...article, status: 'embargoed', embargoUntil: until, version: article.version + 1, changedAt: instant(now) };
}

/** Undoes a withdrawal, whoever made it. */
export function restored(article: Article, now: Date): Article | undefined {
  if (article.status !== 'withdrawn') return undefined;
  return { ...article, withdrawal: undefined, status: 'live', version: article.version + 1, changedAt: instant(now) };
}

/** What its due time makes of an article: an embargo ends, or an expiry comes. */
export function fallenDue(article: Article, now: Date): Article | undefined {
  const due = dueAt(article);
  if (due === undefined || due * 1000 > now.getTime()) return undefined;
  const next = { ...article, version: article.version + 1, changedAt: instant(now) };
  if (article.status === 'live') return { ...next, status: 'expired' };
  const { embargoUntil, ...released } = next;
  return { ...released, status: 'live', listedAt: embargoUntil ?? article.listedAt };
}

/** When time itself will change the article next, in epoch seconds, rounded up; undefined where it will not. */
export function dueAt(article: Article): EpochSeconds | undefined {
  const at = article.status === 'embargoed' ? article.embargoUntil : article.status === 'live' ? article.expiresAt : undefined;
  return at === undefined ? undefined : ((secondsOf(at) + (at.endsWith('.000Z') ? 0 : 1)) as EpochSeconds);
}
