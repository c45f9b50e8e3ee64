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

/** What it holds for a moment or later: what waits longest. */
export async function* waitingRows(client: DynamoDBDocumentClient, index: DueIndex, from: EpochSeconds): AsyncGenerator<Record<string, unknown>[]> {
  for (const shard of allShards) {
    const query = { ...dueIn(shard, index, from), KeyConditionExpression: 'dueShard = :shard AND #due >= :now' };
    for await (const { Items } of paginateQuery({ client }, query)) if (Items?.length) yield Items;
  }
}

/** Rows to a page of a shard, where the earliest of all are taken one by one. */
const pageSize = 500;

/**
 * The rows that have been due longest, over all shards, earliest first, at most so many. The shards are merged as they are read: a
 * million rows may be due, and no more of them is read than is taken, but for a page of each shard.
 */
export async function earliestDue(client: DynamoDBDocumentClient, index: DueIndex, now: EpochSeconds, limit: number): Promise<Record<string, unknown>[]> {
  const shards = await Promise.all(
    allShards.map(async (shard) => {
      const rows = rowsOf(client, { ...dueIn(shard, index, now), Limit: Math.min(limit, pageSize) });
      return { rows, head: (await rows.next()).value };
    }),
  );
  const due: Record<string, unknown>[] = [];
  while (due.length < limit) {
    const [first] = shards.filter(({ head }) => head !== undefined).toSorted((one, other) => Number(one.head?.[index.sortKey]) - Number(other.head?.[index.sortKey]));
    if (first?.head === undefined) break;
    due.push(first.head);
    first.head = (await first.rows.next()).value;
  }
  return due;
}

async function* rowsOf(client: DynamoDBDocumentClient, query: QueryCommandInput): AsyncGenerator<Record<string, unknown>, undefined> {
  for await (const { Items = [] } of paginateQuery({ client }, query)) yield* Items;
  return undefined;
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
