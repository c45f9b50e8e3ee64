import * as z from 'zod/mini';
import { mailLanguages } from '../locales/languages.ts';
import { deriveKey, macOf, readToken, signToken } from '../../platform/http/signedToken.ts';
import type { TokenFault } from '../../platform/http/signedToken.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { subscriberSchema } from './subscriber.ts';

export const linkPurposes = ['confirm', 'preferences', 'unsubscribe'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

const claimsSchema = z.object({
  purpose: z.enum(linkPurposes),
  subscriberId: subscriberSchema.shape.id,
  /** Of a confirmation: which sign-up it confirms. */
  requestId: z.optional(z.string()),
});
/** The rights that a link in a mail grants its follower. It never holds an address. */
export type LinkClaims = z.infer<typeof claimsSchema>;

const issueClaimsSchema = z.object({
  issue: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  language: z.enum(mailLanguages),
  /** The day that its head shows, as YYYY-MM-DD. */
  date: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  /** From UTC to the clock that its stories' days are read by, as +HH:MM. */
  offset: z.string().check(z.regex(/^[+-]\d\d:\d\d$/)),
});
/** Which page a digest's link "read in the browser" opens. It names no reader: all who share an issue share it. */
export type IssueClaims = z.infer<typeof issueClaimsSchema>;

/**
 * All that is made with the one secret of readers. Another secret makes every link invalid, and strangers of all
 * readers.
 */
export interface ReaderKey {
  /**
   * The id of the reader with this address, which must have passed `parseAddress`. Nobody can tell one from the other
   * without the key.
   */
  idOf(address: string): string;
  /** Whom to count against a limit, such as an IP address, without keeping who it was. */
  pseudonym(text: string): string;
  sign(claims: LinkClaims, expiresAt: EpochSeconds): string;
  /** The claims of a token for this purpose, or what is wrong with it. */
  verify(token: string, purpose: LinkPurpose, now: Date): LinkClaims | TokenFault;
  signIssue(claims: IssueClaims, expiresAt: EpochSeconds): string;
  verifyIssue(token: string, now: Date): IssueClaims | TokenFault;
}

/** @param passphrase of at least 256 bits of entropy, from SSM */
export function readerKeyWith(passphrase: string): ReaderKey {
  const derive = (use: string) => deriveKey(passphrase, `caravan readers: ${use}`);
  const [ids, pseudonyms, links] = [derive('ids'), derive('pseudonyms'), derive('links')];
  return {
    idOf: (address) => macOf(ids, address.toLowerCase()).toString('hex').slice(0, 32),
    pseudonym: (text) => macOf(pseudonyms, text).toString('base64url').slice(0, 22),
    sign: ({ purpose, subscriberId, requestId = '' }, expiresAt) =>
      signToken(links, { words: [purpose, subscriberId, requestId], expiresAt }),
    verify(token, purpose, now) {
      const { words: [said, subscriberId, requestId] = [], expiresAt = 0 } = readToken(links, token) ?? {};
      const claims = claimsSchema.safeParse({ purpose: said, subscriberId, ...(requestId && { requestId }) });
      if (!claims.success || claims.data.purpose !== purpose) return 'forged';
      return expiresAt > epochSeconds(now) ? claims.data : 'expired';
    },
    signIssue: ({ issue, language, date, offset }, expiresAt) =>
      signToken(links, { words: ['issue', issue, language, date, offset], expiresAt }),
    verifyIssue(token, now) {
      const { words: [said, issue, language, date, offset] = [], expiresAt = 0 } = readToken(links, token) ?? {};
      const claims = issueClaimsSchema.safeParse({ issue, language, date, offset });
      if (said !== 'issue' || !claims.success) return 'forged';
      return expiresAt > epochSeconds(now) ? claims.data : 'expired';
    },
  };
}

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

/** The address of a link but for its token, which comes behind it. */
export const linkBefore = (purpose: LinkPurpose, publicUrl: string): string =>
  `${publicUrl}${links[purpose].path}?token=`;

/** The address of a link that grants its follower the claims. */
export const linkTo = (claims: LinkClaims, { publicUrl, ...signing }: Signing & { publicUrl: string }): string =>
  `${linkBefore(claims.purpose, publicUrl)}${tokenFor(claims, signing)}`;

/** As long as the articles of any stage are kept at least. */
const issueDays = 30;

/** The address of an issue's page. Its time is told by its own day, so that it is the same for all who share it. */
export const issueLink = (claims: IssueClaims, { key, publicUrl }: { key: ReaderKey; publicUrl: string }): string =>
  `${publicUrl}${issuePath}?token=${key.signIssue(claims, plusSeconds(epochSeconds(new Date(claims.date)), (issueDays + 1) * 86_400))}`;

export const issuePath = '/digests';
