import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import type { LinkClaims, ReaderKey } from './readerKey.ts';

/** Where a link of each purpose leads, and for how long. The way out works longest: longer than any law asks. */
const links = {
  confirm: { path: '/subscribe/confirm', days: 3 },
  preferences: { path: '/preferences', days: 90 },
  unsubscribe: { path: '/unsubscribe', days: 400 },
} as const;

/** What signs a link, and when. */
export interface Signing {
  readonly key: ReaderKey;
  readonly now: Date;
}

/** What allows whoever has it what the claims say, for as long as a link for it works. */
export const tokenFor = (claims: LinkClaims, { key, now }: Signing): string =>
  key.sign(claims, plusSeconds(epochSeconds(now), links[claims.purpose].days * 86_400));

/** The address of a link that allows its follower what the claims say. */
export const linkTo = (claims: LinkClaims, { publicUrl, ...signing }: Signing & { publicUrl: string }): string =>
  `${publicUrl}${links[claims.purpose].path}?token=${tokenFor(claims, signing)}`;
