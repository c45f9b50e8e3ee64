import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import type { LinkClaims, ReaderKey } from './readerKey.ts';

/** The path of each link, and the days that it works. Unsubscribe links work longest: longer than any law asks. */
const links = {
  confirm: { path: '/subscribe/confirm', days: 3 },
  preferences: { path: '/preferences', days: 90 },
  unsubscribe: { path: '/unsubscribe', days: 400 },
} as const;

/** The key that signs a link, and the time of signing. */
export interface Signing {
  readonly key: ReaderKey;
  readonly now: Date;
}

/** A signed token. It grants its claims until it expires. */
export const tokenFor = (claims: LinkClaims, { key, now }: Signing): string =>
  key.sign(claims, plusSeconds(epochSeconds(now), links[claims.purpose].days * 86_400));

/** The address of a link that grants its follower the claims. */
export const linkTo = (claims: LinkClaims, { publicUrl, ...signing }: Signing & { publicUrl: string }): string =>
  `${publicUrl}${links[claims.purpose].path}?token=${tokenFor(claims, signing)}`;
