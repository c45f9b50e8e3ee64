import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Partner } from './partner.ts';
import type { Instant } from '../../platform/values/time.ts';

/** The partner's id stands in the key, so that knowing who asks is one read; the rest is 32 random bytes. */
const keyPattern = /^cvn_([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9_-]{43}$/;

/** A new key, to be shown once, and the hash that is kept of it. */
export function newApiKey(partnerId: string): { key: string; hash: string } {
  const key = `cvn_${partnerId}_${randomBytes(32).toString('base64url')}`;
  return { key, hash: hashOf(key).toString('hex') };
}

/** The partner that a key names; undefined for what is no key at all. */
export const partnerOfKey = (key: string): string | undefined => keyPattern.exec(key)?.[1];

/**
 * Whether a key is the partner's and still good. No answer takes longer for a key that is nearly right, and one for a
 * partner that does not exist costs a comparison too.
 */
export function fits(partner: Partner | undefined, key: string, now: Instant): boolean {
  const hash = hashOf(key);
  const good = (partner?.keys ?? [])
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
    .map((kept) => Buffer.from(kept.hash, 'hex'));
  return [nobodys, ...good].map((kept) => kept.length === hash.length && timingSafeEqual(kept, hash)).includes(true);
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Compared with where there is nothing else: the hash of no key. */
const nobodys = Buffer.alloc(32);
