import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { instantSchema } from './schema.ts';
import type { Instant } from './time.ts';

/** What is kept of a key: its SHA-256; keys are 256 random bits, so a fast hash is safe. */
export const keptKeySchema = z.object({
  hash: z.string(),
  createdAt: instantSchema,
  expiresAt: z.optional(instantSchema),
});
export type KeptKey = z.infer<typeof keptKeySchema>;

/** How keys of a kind begin: a partner's open what it may read, a publisher's what it writes. */
export type KeyKind = 'cvn' | 'cvp';

/** The owner's id stands in the key, so that knowing who asks is one read; the rest is 32 random bytes. */
const patterns: Readonly<Record<KeyKind, RegExp>> = {
  cvn: /^cvn_([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9_-]{43}$/,
  cvp: /^cvp_([a-z0-9][a-z0-9-]{0,62})_[A-Za-z0-9_-]{43}$/,
};

/** A new key, to be shown once, and the hash that is kept of it. */
export function makeKey(kind: KeyKind, owner: string): { key: string; hash: string } {
  const key = `${kind}_${owner}_${randomBytes(32).toString('base64url')}`;
  return { key, hash: hashOf(key).toString('hex') };
}

/** The owner that a key names; undefined for what is no key of this kind. */
export const ownerOf = (kind: KeyKind, key: string): string | undefined => patterns[kind].exec(key)?.[1];

/**
 * Whether a key is one of those that are kept and still good. No answer takes longer for a key that is nearly right, and
 * one for an owner that does not exist costs a comparison too.
 */
export function fitsOneOf(keys: readonly KeptKey[], key: string, now: Instant): boolean {
  const hash = hashOf(key);
  const good = keys
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
    .map((kept) => Buffer.from(kept.hash, 'hex'));
  return [nobodys, ...good].map((kept) => kept.length === hash.length && timingSafeEqual(kept, hash)).includes(true);
}

/** The keys after a new one was made: it first, and the one before it until the overlap ends. */
export function rotated(keys: readonly KeptKey[], hash: string, now: Instant, overlapEnds: Instant): KeptKey[] {
  const before = keys.slice(0, 1).map((one) => ({
    ...one,
    expiresAt: one.expiresAt !== undefined && one.expiresAt < overlapEnds ? one.expiresAt : overlapEnds,
  }));
  return [{ hash, createdAt: now }, ...before];
}

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();

/** Compared with where there is nothing else: the hash of no key. */
const nobodys = Buffer.alloc(32);
