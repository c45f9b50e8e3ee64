import type { PartnersTable } from '../../webhooks/partnersTable.ts';
import { epochSeconds, plusSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { Problem } from '../../../platform/http/problem.ts';

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
