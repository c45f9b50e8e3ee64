import { shardOf } from '../../platform/dynamodb/dueIndex.ts';

/** Keys of the Subscribers table: partners, their request counts and their endpoints. */
export const partnerKey = (id: string) => ({ pk: `PARTNER#${id}`, sk: 'PARTNER' });
export const requestCountKey = (partnerId: string, window: number) => ({
  pk: `PARTNER#${partnerId}`,
  sk: `REQUESTS#${window}`,
});

/** All endpoints stand in a few partitions, a partner's side by side in one: both are read without an index. */
export const endpointPartition = (shard: string) => `ENDPOINTS#${shard}`;
export const endpointKey = (partnerId: string, id: string) => ({
  pk: endpointPartition(shardOf(partnerId)),
  sk: `${partnerId}#${id}`,
});

/** Counts the changes of all endpoints. */
export const endpointsRevisionKey = { pk: 'ENDPOINTS', sk: 'REVISION' };
