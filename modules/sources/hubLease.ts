import * as z from 'zod/mini';
import { epochSecondsSchema } from '../../platform/values/schema.ts';
import { plusSeconds } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';

/**
 * A source's hub, and how its subscription there stands (https://www.w3.org/TR/websub/). Polls go on whatever it says.
 */
export const hubLeaseSchema = z.object({
  /** As the publisher's last document told them. */
  hub: z.string(),
  topic: z.string(),
  /**
   * When a lease was last asked for. It stands here before the hub hears of it, so that its verification is expected.
   */
  askedAt: z.optional(epochSecondsSchema),
  /** The end of the time for which the hub has promised to push. */
  leaseUntil: z.optional(epochSecondsSchema),
  /** Why the last asking came to nothing, in words. */
  refusal: z.optional(z.string()),
});
export type HubLease = z.infer<typeof hubLeaseSchema>;

const daySeconds = 86_400;
/** The lease that hubs are asked for; they may give another. */
export const leaseSeconds = 10 * daySeconds;
const [shortestLease, longestLease] = [60, 30 * daySeconds];
/** How long after asking a hub's verification is expected. */
const verificationSeconds = 3_600;

/**
 * Whether to ask for a lease: where there is none, once a day; where one runs, in its last fifth and no sooner than two
 * days before its end. One that is renewed in vain is asked for at four fifths of what is left, over and over, until it
 * ends.
 */
export function isLeaseDue({ askedAt, leaseUntil = 0 as EpochSeconds }: HubLease, now: EpochSeconds): boolean {
  if (askedAt === undefined) return true;
  const dueAt =
    leaseUntil > askedAt ? leaseUntil - Math.min((leaseUntil - askedAt) / 5, 2 * daySeconds) : askedAt + daySeconds;
  return now >= dueAt;
}

/** Whether a lease was asked for just now. */
export const isAsked = ({ askedAt }: HubLease, now: EpochSeconds): boolean =>
  askedAt !== undefined && now - askedAt <= verificationSeconds;

/**
 * Whether a hub that verifies has reason to: it was asked, or does it anew while its lease runs (WebSub, section 5).
 */
export const isVerificationExpected = (push: HubLease, now: EpochSeconds): boolean =>
  isAsked(push, now) || now < (push.leaseUntil ?? 0);

/** The end of a lease that a hub grants for so many seconds; no hub promises for ever. */
export const leaseEnd = (now: EpochSeconds, seconds: number): EpochSeconds =>
  plusSeconds(now, Math.min(Math.max(seconds, shortestLease), longestLease));

/** A hub's refusal is a stranger's text: a line of it is kept. */
export const refusalOf = (words: string): string => words.replace(/\s+/g, ' ').trim().slice(0, 300);
