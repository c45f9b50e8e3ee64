import * as z from 'zod/mini';
import { preferencesSchema } from './preferences.ts';
import { epochSecondsSchema, instantSchema } from '../../platform/values/schema.ts';

/**
 * Versions of articles that a digest told before their announcement came into its window: a correction that was written
 * a moment before. The next digest does not tell them again.
 */
export const toldAheadSchema = z.array(z.object({ articleId: z.string(), version: z.int() }));
export type ToldAhead = z.infer<typeof toldAheadSchema>;

/**
 * `pending` has not pressed the button of the first mail, `active` gets digests, `paused` did not take three in a row,
 * `suppressed` must get no mail of any kind, `left` wanted no more.
 */
export const subscriberStatuses = ['pending', 'active', 'paused', 'suppressed', 'left'] as const;

/** A sign-up that waits for its button. */
const askedSchema = z.object({
  requestId: z.string(),
  at: instantSchema,
  preferences: preferencesSchema,
  mailedAt: z.optional(instantSchema),
});

/** A reader by mail. */
export const subscriberSchema = z.object({
  /** Made of the address with a key (readerKey.ts): the same address is the same row. */
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  address: z.string(),
  status: z.enum(subscriberStatuses),
  /** Why the status is what it is, in words. */
  reason: z.optional(z.string()),
  statusAt: instantSchema,
  preferences: preferencesSchema,
  asked: z.optional(askedSchema),
  /** How we know that the person wants our mail. */
  consent: z.optional(
    z.object({
      how: z.enum(['button', 'import']),
      at: instantSchema,
      requestId: z.optional(z.string()),
      note: z.optional(z.string()),
    }),
  ),
  /** Up to here in the log of announcements this reader has been told. */
  readTo: z.int(),
  /** Versions that they have been told beyond that. */
  toldAhead: z.optional(toldAheadSchema),
  /** When the next digest is due; of active subscribers alone. */
  dueAt: z.optional(epochSecondsSchema),
  lastDigest: z.optional(z.object({ dueAt: epochSecondsSchema, at: instantSchema, stories: z.int() })),
  /** Due times of the last digests in a row that a mailbox put off. */
  softBounces: z.array(epochSecondsSchema),
  createdAt: instantSchema,
  /** Rises with each write. */
  revision: z.int(),
});
export type Subscriber = z.infer<typeof subscriberSchema>;
