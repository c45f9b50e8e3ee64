import fc from 'fast-check';
import { isReadable } from '../../../modules/articles/article.ts';
import type { Article } from '../../../modules/articles/article.ts';
import {
  newArticle,
  embargoed,
  applyDue,
  released,
  restored,
  withdrawn,
} from '../../../modules/articles/articleLifecycle.ts';
import { revised } from '../../../modules/articles/correction.ts';
import type { IncomingItem } from '../../../modules/articles/articleLifecycle.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { aSource, anArticle } from '../../helpers/records.ts';

const startMs = Date.parse('2026-11-02T00:00:00Z');
const hourMs = 3_600_000;
const inHours = (hours: number): Instant => instant(new Date(startMs + hours * hourMs));

/** What happens to an article; hours are counted from the beginning. */
type Step =
  | {
      readonly do: 'list';
      readonly text: number;
      readonly embargo?: number | 'unreadable' | undefined;
      readonly expiry?: number | undefined;
    }
  | { readonly do: 'tombstone' }
  | { readonly do: 'withdraw' }
  | { readonly do: 'restore' }
  | { readonly do: 'embargo'; readonly until: number }
  | { readonly do: 'release' }
  | { readonly do: 'sweep' }
  | { readonly do: 'pass'; readonly hours: number };

const hours = fc.integer({ min: 1, max: 60 });
const listing = fc.record({
  do: fc.constant('list' as const),
  text: fc.nat(2),
  embargo: fc.option(fc.oneof(hours, fc.constant('unreadable' as const)), { nil: undefined }),
  expiry: fc.option(hours, { nil: undefined }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  listing,
  ...(['tombstone', 'withdraw', 'restore', 'release', 'sweep'] as const).map((name) => fc.constant({ do: name })),
  fc.record({ do: fc.constant('embargo' as const), until: hours }),
  fc.record({ do: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 20 }) }),
);

const arrivalOf = (one: Extract<Step, { do: 'list' }>): IncomingItem => {
  const { guid, url, summary, content, authors, topics, enclosures } = anArticle();
  const embargo =
    one.embargo === 'unreadable'
      ? { embargoUntil: inHours(1e6), embargoUnread: 'tomorrow' }
      : one.embargo !== undefined && { embargoUntil: inHours(one.embargo) };
  return {
    id: anArticle().id,
    contentHash: JSON.stringify(one),
    story: {
      guid,
      url,
      summary,
      content,
      authors,
      topics,
      enclosures,
      title: `Text ${one.text}`,
      ...embargo,
      ...(one.expiry !== undefined && { expiresAt: inHours(one.expiry) }),
    },
  };
};

/** The facts as they were said, kept beside the product: who withdrew it, which embargoes stand, when it expires. */
class Facts {
  withdrawnBy: 'publisher' | 'operator' | undefined;
  listed!: Extract<Step, { do: 'list' }>;
  operatorUntil: number | undefined;
  lifted: number | 'unreadable' | undefined;

  holdsAt(hour: number): boolean {
    const { embargo = 0 } = this.listed;
    const until = embargo === 'unreadable' ? Infinity : embargo;
    const publisher = embargo === this.lifted ? 0 : until;
    return Math.max(publisher, this.operatorUntil ?? 0) > hour;
  }

  stateAt(hour: number): Article['status'] {
    if (this.withdrawnBy) return 'withdrawn';
    if (this.holdsAt(hour)) return 'embargoed';
    return this.listed.expiry !== undefined && this.listed.expiry <= hour ? 'expired' : 'live';
  }

  take(one: Step, hour: number): void {
    if (one.do === 'list') {
      this.listed = one;
      if (this.withdrawnBy === 'publisher') this.withdrawnBy = undefined;
    }
    if (one.do === 'tombstone') this.withdrawnBy ??= 'publisher';
    if (one.do === 'withdraw') this.withdrawnBy = 'operator';
    if (one.do === 'restore') this.withdrawnBy = undefined;
    if (one.do === 'embargo') {
      this.operatorUntil = one.until;
      if (this.listed.embargo === 'unreadable') this.lifted = 'unreadable';
    }
    if (one.do === 'release' && this.holdsAt(hour)) {
      this.operatorUntil = undefined;
      this.lifted = this.listed.embargo;
    }
  }
}

const apply = (article: Article, one: Step, now: Date): Article | undefined => {
  switch (one.do) {
    case 'list':
      return revised(article, arrivalOf(one), now);
    case 'tombstone':
      return withdrawn(article, 'publisher', 'tombstone', now);
    case 'withdraw':
      return withdrawn(article, 'operator', 'mistake', now);
    case 'restore':
      return restored(article, now);
    case 'embargo':
      return embargoed(article, inHours(one.until), now);
    case 'release':
      return released(article, now);
    default:
      return applyDue(article, now);
  }
};

test('whatever happens to an article, and in whatever order, its state is the one that follows from the facts', () => {
  fc.assert(
    fc.property(listing, fc.array(step, { maxLength: 15 }), (first, steps) => {
      const facts = new Facts();
      facts.take(first, 0);
      let [article, hour] = [newArticle(arrivalOf(first), aSource(), new Date(startMs)), 0];
      expect(article.status).toBe(facts.stateAt(0));
      for (const one of steps) {
        if (one.do === 'pass') hour += one.hours;
        const now = new Date(startMs + hour * hourMs);
        facts.take(one, hour);
        article = apply(article, one, now) ?? article;
        const due = applyDue(article, now) ?? article; // what the next sweep makes of it
        expect(due.status).toBe(facts.stateAt(hour));
        if (isReadable(article, instant(now))) expect(facts.stateAt(hour)).toBe('live');
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a version rises with each row, and what readers knew it by is never forgotten', () => {
  fc.assert(
    fc.property(listing, fc.array(step, { maxLength: 12 }), (first, steps) => {
      let [article, hour] = [newArticle(arrivalOf(first), aSource(), new Date(startMs)), 0];
      let wasOut = article.status === 'live';
      for (const one of steps) {
        if (one.do === 'pass') hour += one.hours;
        const next = apply(article, one, new Date(startMs + hour * hourMs));
        if (next) expect(next.version).toBe(article.version + 1);
        article = next ?? article;
        wasOut ||= article.status === 'live';
        if (article.status !== 'live') expect(article.formerly !== undefined).toBe(wasOut);
      }
    }),
    { numRuns: 500 },
  );
});
