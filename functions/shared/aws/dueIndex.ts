import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient, QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { EpochSeconds } from '../domain/time.ts';
import { allShards } from './shards.ts';

/** A sharded due index: partition key `dueShard`, sort key as named (epoch seconds). */
export interface DueIndex {
  readonly table: string;
  readonly name: string;
  readonly sortKey: string;
}

/** What a due index holds for now or earlier, earliest first within a shard, a page at a time; no scan. */
export async function* dueRows(client: DynamoDBDocumentClient, index: DueIndex, now: EpochSeconds): AsyncGenerator<Record<string, unknown>[]> {
  for (const shard of allShards) {
    for await (const { Items } of paginateQuery({ client }, dueIn(shard, index, now))) if (Items?.length) yield Items;
  }
}

/** The rows that have been due longest, over all shards, earliest first, at most so many. */
export async function earliestDue(client: DynamoDBDocumentClient, index: DueIndex, now: EpochSeconds, limit: number): Promise<Record<string, unknown>[]> {
  const ofShard = async (shard: string) => {
    const rows: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, { ...dueIn(shard, index, now), Limit: limit })) {
      rows.push(...Items);
      if (rows.length >= limit) break;
    }
    return rows;
  };
  const due = (await Promise.all(allShards.map(ofShard))).flat();
  return due.toSorted((one, other) => Number(one[index.sortKey]) - Number(other[index.sortKey])).slice(0, limit);
}

/** How many rows an index holds that fall due up to a moment, or after it. */
export async function countDue(client: DynamoDBDocumentClient, index: DueIndex, when: '<=' | '>', moment: EpochSeconds): Promise<number> {
  const ofShard = async (shard: string) => {
    let count = 0;
    const counted = { ...dueIn(shard, index, moment), KeyConditionExpression: `dueShard = :shard AND #due ${when} :now`, Select: 'COUNT' as const };
    for await (const { Count = 0 } of paginateQuery({ client }, counted)) count += Count;
    return count;
  };
  return (await Promise.all(allShards.map(ofShard))).reduce((sum, count) => sum + count, 0);
}

const dueIn = (shard: string, { table, name, sortKey }: DueIndex, now: EpochSeconds): QueryCommandInput => ({
  TableName: table,
  IndexName: name,
  KeyConditionExpression: 'dueShard = :shard AND #due <= :now',
  ExpressionAttributeNames: { '#due': sortKey },
  ExpressionAttributeValues: { ':shard': shard, ':now': now },
});
