import * as z from 'zod/mini';
import { hubSubscriptionSchema } from '../../webhooks/endpoint.ts';

const ownerSchema = z.object({ partnerId: z.string(), id: z.string() });

/** A request to the hub, until its callback has said that it is meant (WebSub, section 5.3). */
export const verificationSchema = z.object({
  mode: z.enum(['subscribe', 'unsubscribe']),
  callback: z.url(),
  hub: z.omit(hubSubscriptionSchema, { leaseUntil: true }),
  leaseSeconds: z.int(),
  /** The subscription's row, and rows of the same that earlier releases made; none in a message of theirs. */
  owner: z.optional(ownerSchema),
  doubles: z.optional(z.array(ownerSchema)),
});
export type Verification = z.infer<typeof verificationSchema>;
