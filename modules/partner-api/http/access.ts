import { createHash } from 'node:crypto';
import { Problem } from '../../../platform/http/problem.ts';
import { epochSeconds, instant, plusSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { fits, partnerOfKey } from '../../webhooks/partners.ts';
import type { Partner, PartnersTable } from '../../webhooks/partners.ts';

/**
 * Finds the partner by the key of the Authorization header: one read.
 * @throws Problem 401, the same for a partner that does not exist and for a key that is wrong, expired, revoked or
 * missing
 */
export async function authenticate(
  authorization: string | undefined,
  partners: PartnersTable,
  now: Date,
): Promise<Partner> {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const id = partnerOfKey(key);
  const partner = id === undefined ? undefined : await partners.get(id);
  if (fits(partner, key, instant(now)) && partner) return partner;
  throw new Problem(
    401,
    'This needs a key that is valid now: send "Authorization: Bearer <your key>". Ask the operator for a new one where yours is lost.',
    {
      headers: { 'www-authenticate': 'Bearer' },
    },
  );
}

/** How long a repeat of a request is shown a secret again. */
export const repeatableMs = 86_400_000;

/**
 * The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header-06): a string of structured fields, in
 * quotation marks; without them it is taken, too.
 * @throws Problem 400
 */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw new Problem(400, 'An Idempotency-Key has 1 to 255 printable ASCII characters: a UUID does well.');
  return key;
}

/** A digest of these parts, for ids and marks that a repeat finds again. */
export const digestOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** A fixed window: so many requests a partner, whichever of its keys they come with. */
export const rateLimit = { requests: 600, windowSeconds: 60 } as const;

/** The fields of draft-ietf-httpapi-ratelimit-headers-10. */
export interface Quota {
  readonly exceeded: boolean;
  readonly secondsLeft: number;
  readonly headers: { readonly 'ratelimit-policy': string; readonly ratelimit: string };
}

/** @param count of the partner's requests in the window, this one included */
export function quotaOf(count: number, now: EpochSeconds): Quota {
  const { requests, windowSeconds } = rateLimit;
  const secondsLeft = windowSeconds - (now % windowSeconds);
  return {
    exceeded: count > requests,
    secondsLeft,
    headers: {
      'ratelimit-policy': `"default";q=${requests};w=${windowSeconds}`,
      ratelimit: `"default";r=${Math.max(0, requests - count)};t=${secondsLeft}`,
    },
  };
}

/** Counts a request: one write. */
export async function countRequest(partnerId: string, partners: PartnersTable, date: Date): Promise<Quota> {
  const now = epochSeconds(date);
  const window = Math.floor(now / rateLimit.windowSeconds);
  const expireAt = plusSeconds(now, 2 * rateLimit.windowSeconds);
  return quotaOf(await partners.countRequest(partnerId, window, expireAt), now);
}

/** @throws Problem 429 */
export function enforceQuota({ exceeded, secondsLeft }: Quota): void {
  if (!exceeded) return;
  throw new Problem(429, `A partner has ${rateLimit.requests} requests a minute: wait ${secondsLeft} s.`, {
    headers: { 'retry-after': String(secondsLeft) },
  });
}
