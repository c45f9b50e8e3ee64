import type { Instant } from '../../platform/values/time.ts';

/** Holds an article back, and says by whom: see docs/promise.md. */
export interface Embargoes {
  readonly embargoUntil?: Instant | undefined;
  readonly embargoUnread?: string | undefined;
  readonly operatorEmbargo?: Instant | undefined;
  readonly embargoLifted?: string | undefined;
}

/** An embargo that cannot be read holds until then, unless an operator speaks. */
export const endOfTime = '9999-12-31T23:59:59.999Z' as Instant;

/** How the publisher states its embargo. */
export const statedEmbargo = ({ embargoUntil, embargoUnread }: Embargoes): string | undefined =>
  embargoUnread ?? embargoUntil;

/**
 * Until when an article is held, whether that is over or not; undefined where nobody ever held it. Of two times the
 * later one holds.
 */
export function heldUntil(article: Embargoes): Instant | undefined {
  const stated = statedEmbargo(article);
  const publishers =
    stated === undefined || stated === article.embargoLifted ? undefined : (article.embargoUntil ?? endOfTime);
  return [publishers, article.operatorEmbargo].reduce(laterOf, undefined);
}

/** The later of two times, either of which may be missing. */
export const laterOf = (one: Instant | undefined, other: Instant | undefined): Instant | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;
