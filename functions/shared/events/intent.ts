import * as z from 'zod/mini';
import { hubSubscriptionSchema } from '../domain/hubSubscription.ts';

/** What somebody asked the hub for, until their callback has said that it is meant (WebSub, section 5.3). */
export const intentSchema = z.object({
  mode: z.enum(['subscribe', 'unsubscribe']),
  callback: z.url(),
  hub: z.omit(hubSubscriptionSchema, { leaseUntil: true }),
  leaseSeconds: z.int(),
});
export type Intent = z.infer<typeof intentSchema>;
