import * as z from 'zod/mini';
import { epochSecondsSchema, instantSchema } from '../../platform/values/schema.ts';
import { toldAheadSchema } from '../subscribers/subscriber.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { paused, suppressed } from '../subscribers/subscription.ts';
import type { MailEvent } from './mailEventMessage.ts';

/**
 * `sending` was given to SES, whose answer is not known yet; `waiting` was refused for its pace and will be tried
 * again; `sent` was taken by SES; `soft-bounced`, `delivered`, `bounced` and `complained` are what SES heard, and each
 * stands above the one before it; `failed` was refused for good.
 */
export const digestStatuses = [
  'sending',
  'waiting',
  'sent',
  'soft-bounced',
  'delivered',
  'bounced',
  'complained',
  'failed',
] as const;

/** A row of the ledger: one digest, for one reader and the time that it was due. */
export const digestSchema = z.object({
  subscriberId: z.string(),
  /** Names the digest: the first due time that it makes good. */
  dueAt: epochSecondsSchema,
  status: z.enum(digestStatuses),
  reason: z.optional(z.string()),
  /** The part of the log that it tells: after the one, up to the other. */
  since: z.int(),
  until: z.int(),
  stories: z.int(),
  toldAhead: z.optional(toldAheadSchema),
  /** Which stories: the same for all who share it. */
  issue: z.string(),
  attempts: z.int(),
  /** When it was given to SES last. */
  claimedAt: instantSchema,
  sentAt: z.optional(instantSchema),
  /** SES's own id of the mail. */
  messageId: z.optional(z.string()),
  /** When SES last told of it. */
  heardAt: z.optional(instantSchema),
});
export type Digest = z.infer<typeof digestSchema>;

/** SES tells of a mail within seconds. A mail that it has not told of by now it never took, and it is sent again. */
export const unheardAfterSeconds = 600;

/** Digests in a row that a mailbox may put off before we stop. */
const softBouncesBorne = 3;

/** The meaning of SES's event for the mail: a bounce is `hard` where no mail will ever arrive. */
export type Fate = 'sent' | 'delivered' | 'hard bounce' | 'soft bounce' | 'complaint' | 'rejected';

/** @returns undefined for events that change nothing, such as a delay */
export function fateOf({ type, bounce }: Pick<MailEvent, 'type' | 'bounce'>): Fate | undefined {
  switch (type) {
    case 'Send':
      return 'sent';
    case 'Delivery':
      return 'delivered';
    case 'Complaint':
      return 'complaint';
    case 'Reject':
    case 'Rendering Failure':
      return 'rejected';
    case 'Bounce':
      return bounce?.bounceType === 'Permanent' ? 'hard bounce' : 'soft bounce';
    default:
      return undefined;
  }
}

const underway = ['sending', 'waiting', 'sent'] as const;

/**
 * The ledger's status by a fate, and those that it may follow. Events come twice, and in any order: a server that took a
 * mail may report a soft bounce afterwards, and a standard topic of SNS may turn the two round (aws.amazon.com/sns/features:
 * "best-effort ordering").
 */
const ledgerSteps: Record<Fate, { readonly to: Digest['status']; readonly from: readonly Digest['status'][] }> = {
  sent: { to: 'sent', from: ['sending', 'waiting'] },
  'soft bounce': { to: 'soft-bounced', from: underway },
  delivered: { to: 'delivered', from: [...underway, 'soft-bounced'] },
  'hard bounce': { to: 'bounced', from: [...underway, 'soft-bounced', 'delivered'] },
  complaint: { to: 'complained', from: [...underway, 'soft-bounced', 'delivered', 'bounced'] },
  rejected: { to: 'failed', from: underway },
};

/** The ledger's status after a fate; undefined where it says as much already. */
export function ledgerStep(
  fate: Fate,
  status: Digest['status'] | undefined,
): { to: Digest['status']; from: readonly Digest['status'][] } | undefined {
  const step = ledgerSteps[fate];
  return status !== undefined && step.from.includes(status) ? step : undefined;
}

/** The reader's row after a fate; undefined where nothing changes. */
export function readerAfter(
  reader: Subscriber,
  fate: Fate,
  { dueAt, bounce }: Pick<MailEvent, 'dueAt' | 'bounce'>,
  now: Date,
): Subscriber | undefined {
  const kind = bounce ? ` (${bounce.bounceType}, ${bounce.bounceSubType})` : '';
  if (fate === 'complaint') return suppressed(reader, 'The reader called a mail of ours spam.', now);
  if (fate === 'hard bounce') return suppressed(reader, `The address takes no mail${kind}.`, now);
  if (dueAt === undefined) return undefined;
  if (fate === 'delivered') {
    const softBounces = reader.softBounces.filter((bounced) => bounced > dueAt);
    return softBounces.length < reader.softBounces.length ? { ...reader, softBounces } : undefined;
  }
  if (fate !== 'soft bounce' || reader.softBounces.includes(dueAt)) return undefined;
  const softBounces = [...reader.softBounces, dueAt].slice(-softBouncesBorne);
  const bounced = { ...reader, softBounces };
  return softBounces.length < softBouncesBorne
    ? bounced
    : (paused(bounced, `The mailbox put off ${softBouncesBorne} digests in a row${kind}.`, now) ?? bounced);
}
