import type { LinkClaims, LinkPurpose } from '../../readerKey.ts';
import type { Signing } from '../../links.ts';
import { Refusal } from './refusal.ts';

/**
 * What the link that somebody followed allows them.
 * @throws Refusal 400 or 410
 */
export function claimsOf(token: string, purpose: LinkPurpose, { key, now }: Signing): LinkClaims {
  if (token === '') throw new Refusal('noToken');
  const claims = key.verify(token, purpose, now);
  if (claims === 'forged' || claims === 'expired') throw new Refusal(claims);
  return claims;
}
