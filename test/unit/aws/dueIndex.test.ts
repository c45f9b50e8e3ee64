import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { earliestDue } from '../../../functions/shared/aws/dueIndex.ts';
import { allShards } from '../../../functions/shared/aws/shards.ts';
import type { EpochSeconds } from '../../../functions/shared/domain/time.ts';

const index = { table: 'Subscribers', name: 'due', sortKey: 'dueAt' };
const now = 1_800_000_000 as EpochSeconds;

interface Row {
  readonly dueShard: string;
  readonly dueAt: number;
}

/** DynamoDB with rows in the due index's shards; it counts the rows that it gave. */
function shardsWith(rows: readonly Row[]) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const given = { rows: 0 };
  const send = async ({ input: { ExpressionAttributeValues = {}, Limit = Infinity, ExclusiveStartKey } }: QueryCommand) => {
    const ofShard = rows.filter(({ dueShard, dueAt }) => dueShard === ExpressionAttributeValues[':shard'] && dueAt <= Number(ExpressionAttributeValues[':now'])).toSorted((one, other) => one.dueAt - other.dueAt);
    const from = Number(ExclusiveStartKey?.['at'] ?? 0);
    const Items = ofShard.slice(from, from + Limit);
    given.rows += Items.length;
    return { Items, ...(from + Limit < ofShard.length && { LastEvaluatedKey: { at: from + Limit } }) };
  };
  return { client: Object.assign(client, { send }), given };
}

const rowsEach = (count: number): Row[] => allShards.flatMap((dueShard, shard) => Array.from({ length: count }, (_, nth) => ({ dueShard, dueAt: now - 1 - ((nth * 16 + shard * 7) % 100_000) })));

test('what has been due longest comes first, whichever shard it is in', async () => {
  const rows = rowsEach(2_000);
  const due = await earliestDue(shardsWith(rows).client, index, now, 3_000);
  expect(due.map(({ dueAt }) => dueAt)).toEqual(rows.map(({ dueAt }) => dueAt).toSorted((one, other) => one - other).slice(0, 3_000));
});

test('all of what is due comes where it is less, and nothing that is due later', async () => {
  const rows = [...rowsEach(3), { dueShard: allShards[0]!, dueAt: now + 1 }];
  expect(await earliestDue(shardsWith(rows).client, index, now, 1_000)).toHaveLength(3 * allShards.length);
});

test('no more is read of a backlog than is taken, but for a page of each shard', async () => {
  const { client, given } = shardsWith(rowsEach(4_000));
  expect(await earliestDue(client, index, now, 4_000)).toHaveLength(4_000);
  expect(given.rows).toBeLessThanOrEqual(4_000 + 500 * allShards.length);
});
