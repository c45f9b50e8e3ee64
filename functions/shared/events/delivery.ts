import * as z from 'zod/mini';
import { instantSchema } from '../domain/schema.ts';

/** A message of the deliveries queue: this version, to this endpoint. What to send is read when it is sent. */
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
});
export type DeliveryMessage = z.infer<typeof deliveryMessageSchema>;

/** A message of the fan-out queue that is no event: send an endpoint what it has not had, from a place in the log on. */
export const recoverySchema = z.object({
  recover: z.object({ partnerId: z.string(), endpointId: z.string(), after: z.int(), asked: instantSchema }),
});
export type Recovery = z.infer<typeof recoverySchema>['recover'];
