import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EpochSeconds } from '../domain/time.ts';
import { allShards } from './shards.ts';

/**
 * What a sharded due index holds for now or earlier, earliest first within a shard, a page at a time; no scan.
 * @param index partition key `dueShard`, sort key as named (epoch seconds)
 */
export async function* dueRows(
  client: DynamoDBDocumentClient,
  index: { table: string; name: string; sortKey: string },
  now: EpochSeconds,
): AsyncGenerator<Record<string, unknown>[]> {
  for (const shard of allShards) {
    const pages = paginateQuery(
      { client },
      {
        TableName: index.table,
        IndexName: index.name,
        KeyConditionExpression: 'dueShard = :shard AND #due <= :now',
        ExpressionAttributeNames: { '#due': index.sortKey },
        ExpressionAttributeValues: { ':shard': shard, ':now': now },
      },
    );
    for await (const { Items } of pages) if (Items?.length) yield Items;
  }
}
