import * as z from 'zod/mini';
import { toldAheadSchema } from '../subscribers/subscriber.ts';
import { epochSecondsSchema, instantSchema } from '../../platform/values/schema.ts';

/**
 * `sending` was given to SES, whose answer is not known yet; `waiting` was refused for its pace and will be tried
 * again; `sent` was taken by SES; `delivered`, `bounced` and `complained` are what SES heard; `failed` was refused for
 * good.
 */
export const digestStatuses = ['sending', 'waiting', 'sent', 'delivered', 'bounced', 'complained', 'failed'] as const;

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
