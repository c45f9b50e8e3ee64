import { shardOf } from '../../platform/dynamodb/dueIndex.ts';

/** Keys of the Subscribers table: subscribers stand in a few partitions, so that an operator's list needs no scan. */
export const subscriberPartition = (shard: string) => `SUBSCRIBERS#${shard}`;
export const subscriberKey = (id: string) => ({ pk: subscriberPartition(shardOf(id)), sk: id });

/** Counts what somebody did in a window of time; `who` is a pseudonym. */
export const limitKey = (what: string, who: string, window: number) => ({
  pk: `LIMIT#${what}#${who}`,
  sk: String(window),
});
