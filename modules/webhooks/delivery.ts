import * as z from 'zod/mini';
import { articleEventTypes } from '../articles/eventTypes.ts';
import { epochSecondsSchema, instantSchema } from '../../platform/values/schema.ts';

/**
 * `pending` failed, or waits as its endpoint fails, and comes again; `failed` comes no more by itself; `superseded` was
 * not sent because something newer of its article was on its way, or because the article was taken back.
 */
export const deliveryStatuses = ['delivered', 'pending', 'failed', 'superseded'] as const;

export const attemptSchema = z.object({
  at: instantSchema,
  /** From the first byte sent to the last byte read. */
  milliseconds: z.int(),
  /** The answer's status; none where there was no answer. */
  status: z.optional(z.int()),
  /** Why there was no answer, in words. */
  error: z.optional(z.string()),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** A row of the ledger: one version of an article, for one endpoint. */
export const deliverySchema = z.object({
  partnerId: z.string(),
  endpointId: z.string(),
  articleId: z.string(),
  version: z.int(),
  seq: z.int(),
  /** The event that it is to this endpoint. */
  type: z.enum(articleEventTypes),
  /** Its filter was narrowed, and it has this version no more: told beside what it was told of the version before. */
  end: z.optional(z.literal(true)),
  /** It was closed unsent, and a worker that died may have sent it before. */
  unsure: z.optional(z.literal(true)),
  status: z.enum(deliveryStatuses),
  /** Why it is as it is, in words, where attempts do not say it. */
  reason: z.optional(z.string()),
  attempts: z.int(),
  /** The last ten attempts, newest last. */
  history: z.array(attemptSchema),
  /** How the last answer began. */
  answer: z.optional(z.string()),
  /** How far on the schedule of retries. */
  step: z.int(),
  dueAt: z.optional(epochSecondsSchema),
  createdAt: instantSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;
