import type { LinkClaims, LinkPurpose } from '../../readerKey.ts';
import type { Signing } from '../../links.ts';
import { PageError } from './refusal.ts';

/**
 * What the link that somebody followed allows them.
 * @throws Refusal 400 or 410
 */
export function claimsOf(token: string, purpose: LinkPurpose, { key, now }: Signing): LinkClaims {
  if (token === '') throw new PageError('noToken');
  const claims = key.verify(token, purpose, now);
  if (claims === 'forged' || claims === 'expired') throw new PageError(claims);
  return claims;
}
