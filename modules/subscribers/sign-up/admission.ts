import { epochSeconds } from '../../../platform/values/time.ts';
import { PageError } from '../../reader-pages/refusal.ts';
import type { LinkClaims, LinkPurpose, Signing } from '../readerKey.ts';
import type { SubscribersTable } from '../subscribersTable.ts';

/**
 * The claims of the link that somebody followed.
 * @throws PageError 400 or 410
 */
export function claimsOf(token: string, purpose: LinkPurpose, { key, now }: Signing): LinkClaims {
  if (token === '') throw new PageError('noToken');
  const claims = key.verify(token, purpose, now);
  if (claims === 'forged' || claims === 'expired') throw new PageError(claims);
  return claims;
}

const signUps = { most: 20, windowSeconds: 3_600 } as const;

/**
 * Counts a visitor's sign-ups, under a pseudonym.
 * @throws PageError 429
 */
export async function limitSignUps(
  visitor: string,
  subscribers: SubscribersTable,
  { key, now }: Signing,
): Promise<void> {
  const at = epochSeconds(now);
  const times = await subscribers.count('sign-up', key.pseudonym(visitor), at, signUps.windowSeconds);
  if (times > signUps.most)
    throw new PageError('tooOften', { 'retry-after': String(signUps.windowSeconds - (at % signUps.windowSeconds)) });
}
