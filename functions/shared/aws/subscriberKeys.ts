import { shardOf } from './shards.ts';

/** All keys of the Subscribers table: the partners with their request counts and endpoints; the readers by mail, what limits them, and the pace of mail. */
export const partnerKey = (id: string) => ({ pk: `PARTNER#${id}`, sk: 'PARTNER' });
export const requestCountKey = (partnerId: string, window: number) => ({ pk: `PARTNER#${partnerId}`, sk: `REQUESTS#${window}` });

/** All endpoints stand in a few partitions, a partner's side by side in one: both are read without an index. */
export const endpointPartition = (shard: string) => `ENDPOINTS#${shard}`;
export const endpointKey = (partnerId: string, id: string) => ({ pk: endpointPartition(shardOf(partnerId)), sk: `${partnerId}#${id}` });

/** Counts the changes of all endpoints. */
export const endpointsRevisionKey = { pk: 'ENDPOINTS', sk: 'REVISION' };

/** Readers by mail stand in a few partitions, so that an operator's list needs no scan. */
export const subscriberPartition = (shard: string) => `SUBSCRIBERS#${shard}`;
export const subscriberKey = (id: string) => ({ pk: subscriberPartition(shardOf(id)), sk: id });

/** Counts what somebody did in a window of time; `who` is a pseudonym. */
export const limitKey = (what: string, who: string, window: number) => ({ pk: `LIMIT#${what}#${who}`, sk: String(window) });

/** What all who send mail share: when the next may go, and how many went today. */
export const paceKey = { pk: 'MAIL-PACE', sk: 'MAIL-PACE' };
