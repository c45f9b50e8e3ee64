import { epochSeconds } from '../../../../platform/values/time.ts';
import type { RefusalKind } from '../../../locales/messages.ts';
import type { LinkClaims, LinkPurpose, Signing } from '../../readerKey.ts';
import type { SubscribersTable } from '../../subscribersTable.ts';

const statusOf: Readonly<Record<RefusalKind, number>> = {
  noToken: 400,
  forged: 400,
  notAsked: 400,
  unreadable: 400,
  notFound: 404,
  notTaken: 405,
  expired: 410,
  overtaken: 410,
  tooLarge: 413,
  noForm: 415,
  tooOften: 429,
};

/** A request that is refused. The page says why in the reader's language. */
export class PageError extends Error {
  override readonly name = 'PageError';
  readonly kind: RefusalKind;
  readonly status: number;
  /** Headers that the status asks for, such as Allow. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: RefusalKind, headers: Readonly<Record<string, string>> = {}) {
    super(kind);
    this.kind = kind;
    this.status = statusOf[kind];
    this.headers = headers;
  }
}

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
