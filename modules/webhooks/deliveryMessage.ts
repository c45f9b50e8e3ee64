import * as z from 'zod/mini';
import { instantSchema } from '../../platform/values/schema.ts';

/** A message of the deliveries queue: this version, to this endpoint. The content is read when it is sent. */
export const deliveryMessageSchema = z.object({
  partnerId: z.string(),
  endpointId: z.string(),
  articleId: z.string(),
  version: z.int(),
  /**
   * Somebody asks for it anew: what failed or waits is tried at once, unless it was tried after this moment.
   * `replay` sends even what was delivered.
   */
  again: z.optional(z.object({ asked: instantSchema, how: z.enum(['recover', 'replay']) })),
  /** Its filter was narrowed since this version was sent: it is told that it has the article no more. */
  end: z.optional(z.literal(true)),
});
export type DeliveryMessage = z.infer<typeof deliveryMessageSchema>;

/**
 * A message of the fan-out queue that is no event: send an endpoint what it has not had, from a place in the log on, or
 * the ends of articles alone.
 */
export const recoverySchema = z.object({
  recover: z.object({
    partnerId: z.string(),
    endpointId: z.string(),
    after: z.int(),
    asked: instantSchema,
    only: z.optional(z.literal('ends')),
  }),
});
export type Recovery = z.infer<typeof recoverySchema>['recover'];

/**
 * Another: tell an endpoint whose filter was narrowed which articles it has no more, from a place in its ledger
 * backwards.
 */
export const narrowingSchema = z.object({
  narrow: z.object({
    partnerId: z.string(),
    endpointId: z.string(),
    before: z.optional(z.int()),
    narrowedAt: instantSchema,
  }),
});
export type Narrowing = z.infer<typeof narrowingSchema>['narrow'];
