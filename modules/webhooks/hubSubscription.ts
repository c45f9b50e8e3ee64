import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { listNameSchema } from '../articles/listName.ts';
import { feedFormats } from '../feed-writing/feedRequest.ts';
import { epochSecondsSchema } from '../../platform/values/schema.ts';

/** Makes an endpoint the callback of a WebSub subscription to one of our feeds. */
export const hubSubscriptionSchema = z.object({
  /** The feed's address, as it was subscribed to last. */
  topic: z.url(),
  list: listNameSchema,
  format: z.enum(feedFormats),
  title: z.string(),
  /** Sealed; none where the subscriber gave none. */
  secret: z.optional(z.string()),
  /** It hears of what is announced until then. */
  leaseUntil: epochSecondsSchema,
});
export type HubSubscription = z.infer<typeof hubSubscriptionSchema>;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * By what earlier releases knew a subscription: the spelling of its topic. Their rows keep it, for as long as they are
 * renewed.
 */
export const formerHubOwner = (
  callback: string,
  topic: string,
): { readonly partnerId: string; readonly id: string } => ({
  partnerId: `websub-${hashOf(new URL(callback).host).slice(0, 16)}`,
  id: `wh_${hashOf(`${topic}\n${callback}`).slice(0, 24)}`,
});

export const isHubPartner = (partnerId: string): boolean => partnerId.startsWith('websub-');
