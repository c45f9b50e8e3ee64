import { epochSeconds, plusSeconds } from '../domain/time.ts';
import type { LinkClaims, ReaderKey } from './readerKey.ts';

/** Where a link of each purpose leads, and for how long. The way out works longest: longer than any law asks. */
const links = {
  confirm: { path: '/subscribe/confirm', days: 3 },
  preferences: { path: '/preferences', days: 90 },
  unsubscribe: { path: '/unsubscribe', days: 400 },
} as const;

/** The address of a link that allows its follower what the claims say. */
export function linkTo(claims: LinkClaims, { key, publicUrl, now }: { key: ReaderKey; publicUrl: string; now: Date }): string {
  const { path, days } = links[claims.purpose];
  return `${publicUrl}${path}?token=${key.sign(claims, plusSeconds(epochSeconds(now), days * 86_400))}`;
}
