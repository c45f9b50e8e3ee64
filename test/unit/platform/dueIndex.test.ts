import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { allShards, countDue, dueRows, earliestDue, waitingRows } from '../../../platform/dynamodb/dueIndex.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';

let tables = 0;
/** Each test has an index of its own: what was found to be long is remembered. */
const newIndex = () => ({ table: `Subscribers${(tables += 1)}`, name: 'due', sortKey: 'dueAt' });
const now = 1_800_000_000 as EpochSeconds;

interface Row {
  readonly dueShard: string;
  readonly dueAt: number;
}

/** DynamoDB with rows in the due index's shards; it counts the calls, and the rows that queries gave. */
function shardsWith(rows: readonly Row[]) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
  const given = { rows: 0, scans: 0, queries: 0 };
  const send = async (command: QueryCommand | ScanCommand) => {
    const { Limit = Infinity, ExclusiveStartKey } = command.input;
    const from = Number(ExclusiveStartKey?.['at'] ?? 0);
    if (command instanceof ScanCommand) {
      given.scans += 1;
      return { Items: rows.slice(0, Limit), ...(rows.length >= Limit && { LastEvaluatedKey: { at: Limit } }) };
    }
    const { ExpressionAttributeValues: values = {}, KeyConditionExpression = '', Select } = command.input;
    given.queries += 1;
    const moment = Number(values[':now']);
    const fits = (dueAt: number) => (KeyConditionExpression.includes('>=') ? dueAt >= moment : dueAt <= moment);
    const ofShard = rows
      .filter(({ dueShard, dueAt }) => dueShard === values[':shard'] && fits(dueAt))
      .toSorted((one, other) => one.dueAt - other.dueAt);
    const Items = ofShard.slice(from, from + Limit);
    given.rows += Items.length;
    return {
      ...(Select === 'COUNT' ? { Count: Items.length } : { Items }),
      ...(from + Limit < ofShard.length && { LastEvaluatedKey: { at: from + Limit } }),
    };
  };
  return { client: Object.assign(client, { send }), given };
}

const rowsEach = (count: number): Row[] =>
  allShards.flatMap((dueShard, shard) =>
    Array.from({ length: count }, (_, nth) => ({ dueShard, dueAt: now - 1 - ((nth * 16 + shard * 7) % 100_000) })),
  );

test('what has been due longest comes first, whichever shard it is in', async () => {
  const rows = rowsEach(2_000);
  const due = await earliestDue(shardsWith(rows).client, newIndex(), now, 3_000);
  expect(due.map(({ dueAt }) => dueAt)).toEqual(
    rows
      .map(({ dueAt }) => dueAt)
      .toSorted((one, other) => one - other)
      .slice(0, 3_000),
  );
});

test('all of what is due comes where it is less, and nothing that is due later', async () => {
  const rows = [...rowsEach(3), { dueShard: allShards[0]!, dueAt: now + 1 }];
  expect(await earliestDue(shardsWith(rows).client, newIndex(), now, 1_000)).toHaveLength(3 * allShards.length);
});

test('no more is read of a backlog than is taken, but for a page of each shard', async () => {
  const { client, given } = shardsWith(rowsEach(4_000));
  expect(await earliestDue(client, newIndex(), now, 4_000)).toHaveLength(4_000);
  expect(given.rows).toBeLessThanOrEqual(4_000 + 500 * allShards.length);
});

describe('an index that one look shows whole', () => {
  test('with nothing in it takes one call, and asks nobody how many may come', async () => {
    const { client, given } = shardsWith([]);
    expect(await earliestDue(client, newIndex(), now, () => Promise.reject(new Error('nobody asked')))).toEqual([]);
    expect(await Array.fromAsync(dueRows(client, newIndex(), now))).toEqual([]);
    expect(given).toEqual({ rows: 0, scans: 2, queries: 0 });
  });

  test('gives what is due, earliest first, and nothing that is due later', async () => {
    const rows = [3, 1, -5, 2].map((ago) => ({ dueShard: allShards[ago + 6]!, dueAt: now - ago }));
    const { client, given } = shardsWith(rows);
    const [page, ...others] = await Array.fromAsync(dueRows(client, newIndex(), now));
    expect(page?.map(({ dueAt }) => now - Number(dueAt))).toEqual([3, 2, 1]);
    expect(others).toEqual([]);
    expect(await earliestDue(client, newIndex(), now, async () => 2)).toHaveLength(2);
    expect(given.queries).toBe(0);
  });
});

test('a long index is looked at whole once in ten minutes, and else a shard at a time; all of what is due comes', async () => {
  const { client, given } = shardsWith(rowsEach(20));
  const index = newIndex();
  for (const later of [0, 60, 599])
    expect((await Array.fromAsync(dueRows(client, index, (now + later) as EpochSeconds))).flat()).toHaveLength(
      20 * allShards.length,
    );
  expect(given).toMatchObject({ scans: 1, queries: 3 * allShards.length });
  await Array.fromAsync(dueRows(client, index, (now + 600) as EpochSeconds));
  expect(given.scans).toBe(2);
});

describe('all rows are counted, or those up to a moment, and those that wait longer come', () => {
  test.each([
    ['by one look at a short index', 2, { scans: 3, queries: 0 }],
    ['a shard at a time in a long one', 20, { scans: 3, queries: 3 * allShards.length }],
  ])('%s', async (_, each, calls) => {
    const later = { dueShard: allShards[3]!, dueAt: now + 5 };
    const { client, given } = shardsWith([...rowsEach(each), later]);
    expect(await countDue(client, newIndex())).toBe(each * allShards.length + 1);
    expect(await countDue(client, newIndex(), now)).toBe(each * allShards.length);
    const waiting = await Array.fromAsync(waitingRows(client, newIndex(), now));
    expect(waiting.flat()).toEqual([later]);
    expect(given).toMatchObject(calls);
  });
});
