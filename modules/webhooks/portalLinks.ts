import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../platform/values/time.ts';
import type { Partner } from './partners.ts';

/** The partner's id stands in it, so that knowing who comes is one read; the rest is 32 random bytes, as of an API key. */
const linkPattern = /^cvl_([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9_-]{43}$/;

export type PortalLink = NonNullable<Partner['portals']>[number];

/** More links than this nobody needs: a new one takes the place of the oldest. */
export const mostPortalLinks = 10;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A new link's token, to be shown once, and what is kept of it. */
export function newPortalLink(partnerId: string, createdAt: Instant, expiresAt: Instant) {
  const token = `cvl_${partnerId}_${randomBytes(32).toString('base64url')}`;
  return { token, link: { hash: hashOf(token), createdAt, expiresAt } };
}

/** The partner that a token names; undefined for what is no token at all. */
export const partnerOfLink = (token: string): string | undefined => linkPattern.exec(token)?.[1];

/** Whether a token is of a link of the partner's that has not ended, and was not revoked. */
export const opensPortal = ({ portals = [] }: Pick<Partner, 'portals'>, token: string, now: Instant): boolean =>
  portals
    .filter(({ expiresAt }) => expiresAt > now)
    .map(({ hash }) => isSame(hash, hashOf(token)))
    .includes(true);

/** What every form of the portal carries, by which a page of another site cannot post it. */
export const formMarkOf = (token: string): string =>
  createHmac('sha256', token).update('portal form').digest('base64url');

export const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
