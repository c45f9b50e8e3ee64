import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startDynalite } from '../../../local/engines/dynaliteEngine.ts';
import type { TableEngine } from '../../../local/engines/tableEngine.ts';
import { createTable } from '../../../local/engines/tables.ts';
import type { Call } from '../../../local/gateway/call.ts';
import { DerivedWrites } from '../../../local/gateway/derivedWrites.ts';
import type { Answer } from '../../../local/gateway/exchange.ts';
import { takeDataFolder } from '../../../local/journal/database.ts';
import { Journal } from '../../../local/journal/journal.ts';
import { LaggingReads } from '../../../local/reads/laggingReads.ts';
import type { JsonObject } from '../../../local/template/json.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const dataDir = newDataDir();
const table = {
  id: 'Rows',
  name: 'rows',
  arn: 'arn:rows',
  keys: ['pk'],
  indexes: [],
  stream: undefined,
  ttlAttribute: undefined,
};
let engine: TableEngine;
let journal: Journal;
let reads: LaggingReads;
let writes: DerivedWrites;
beforeAll(async () => {
  engine = await startDynalite(dataDir);
  await createTable(engine, {
    TableName: 'rows',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'kind', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byKind',
        KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  journal = new Journal(takeDataFolder(dataDir));
  reads = new LaggingReads(engine, [table]);
  writes = new DerivedWrites([table], engine, journal, reads);
});
afterEach(() => reads.stop());
afterAll(async () => {
  journal.close();
  await engine.stop();
  removeDataDir(dataDir);
});

const callOf = (operation: string, input: JsonObject, name = 'Fn'): Call => ({
  caller: { name, worker: 1 },
  service: 'dynamodb',
  operation,
  input,
  protocol: 'json',
  method: 'POST',
  path: '/',
  headers: {},
  body: Buffer.from(JSON.stringify(input)),
});
const run = async ({ operation, input }: Call): Promise<Answer> => ({
  status: 200,
  headers: {},
  body: Buffer.from(JSON.stringify(await engine.call(operation, input))),
});
const put = (pk: string, kind: string) => {
  const call = callOf('PutItem', { TableName: 'rows', Item: { pk: { S: pk }, kind: { S: kind } } });
  return writes.around(call, () => run(call));
};
const remove = (pk: string) => {
  const call = callOf('DeleteItem', { TableName: 'rows', Key: { pk: { S: pk } } });
  return writes.around(call, () => run(call));
};
async function read(operation: string, input: JsonObject, caller?: string): Promise<JsonObject> {
  const call = callOf(operation, input, caller);
  const late = await reads.divert(call);
  const answer = await run(late?.call ?? call);
  return JSON.parse((late?.restore(answer) ?? answer).body.toString()) as JsonObject;
}
const get = (more: JsonObject = {}, caller?: string) =>
  read('GetItem', { TableName: 'rows', Key: { pk: { S: 'a' } }, ...more }, caller);
const query = async (kind: string): Promise<unknown[]> =>
  (
    await read('Query', {
      TableName: 'rows',
      IndexName: 'byKind',
      KeyConditionExpression: 'kind = :kind',
      ExpressionAttributeValues: { ':kind': { S: kind } },
    })
  )['Items'] as unknown[];

/** What so many reads saw, each once. */
const seen = async (count: number, look: () => Promise<unknown>): Promise<string[]> => {
  const all: string[] = [];
  for (let index = 0; index < count; index++) all.push(JSON.stringify(await look()));
  return [...new Set(all)];
};

/** Whether reads right after a write saw it, over many writes: each answer once. */
async function outcomes(
  write: (round: number) => Promise<unknown>,
  sees: (round: number) => Promise<boolean>,
): Promise<boolean[]> {
  const all = new Set<boolean>();
  for (let round = 0; round < 30; round++) {
    await write(round);
    all.add(await sees(round));
  }
  return [...all].sort();
}

test('a read that need not be consistent may be old, and one that must be is not', async () => {
  await put('a', 'first');
  await reads.start({ seed: 1, longestMs: Infinity });
  const seesRound = async (round: number, more?: JsonObject) =>
    JSON.stringify((await get(more))['Item']).includes(`"round ${round}"`);
  expect(
    await outcomes(
      (round) => put('a', `round ${round}`),
      (round) => seesRound(round),
    ),
  ).toEqual([false, true]);
  expect(reads.late).toBeGreaterThan(0);
  expect(
    await outcomes(
      (round) => put('a', `round ${round}`),
      (round) => seesRound(round, { ConsistentRead: true }),
    ),
  ).toEqual([true]);
});

test('an index is late too, both with what came and with what went; a deleted row may still be there', async () => {
  await put('a', 'old');
  await reads.start({ seed: 2, longestMs: Infinity });
  const move = (round: number) => put('a', `kind ${round}`);
  expect(await outcomes(move, async (round) => (await query(`kind ${round}`)).length === 1)).toEqual([false, true]);
  expect(await outcomes(move, async (round) => (await query(`kind ${round - 1}`)).length === 1)).toEqual([false, true]);
  expect(
    await outcomes(
      (round) => (round % 2 === 0 ? remove('a') : put('a', 'back')),
      async (round) => 'Item' in (await get()) === (round % 2 === 1),
    ),
  ).toEqual([false, true]);
});

test('what is late is a state that was: two writes are never seen in the other order', async () => {
  await put('a', '0');
  await put('b', '0');
  await reads.start({ seed: 3, share: 1, longestMs: Infinity });
  for (let round = 1; round < 20; round++) {
    await put('a', String(round));
    await put('b', String(round));
    const { Responses: responses } = (await read('BatchGetItem', {
      RequestItems: { rows: { Keys: [{ pk: { S: 'a' } }, { pk: { S: 'b' } }] } },
    })) as { Responses: { rows: { pk: { S: string }; kind: { S: string } }[] } };
    const [a, b] = ['a', 'b'].map((pk) => Number(responses.rows.find((row) => row.pk.S === pk)?.kind.S ?? -1));
    expect((a ?? 0) - (b ?? 0)).toBeGreaterThanOrEqual(0);
    expect((a ?? 0) - (b ?? 0)).toBeLessThanOrEqual(1);
  }
});

test('after the longest time everything is seen, and the operator sees everything at once', async () => {
  await put('a', 'before');
  await reads.start({ seed: 4, share: 1, longestMs: 0 });
  await put('a', 'after');
  expect(await seen(10, async () => (await get())['Item'])).toEqual([expect.stringContaining('after')]);
  await reads.start({ seed: 4, share: 1, longestMs: Infinity });
  await put('a', 'again');
  expect(await seen(10, async () => (await get({}, 'operator'))['Item'])).toEqual([expect.stringContaining('again')]);
});

test('one seed, one course', async () => {
  const course = async (seed: number): Promise<string[]> => {
    await put('a', 'start');
    await reads.start({ seed, longestMs: Infinity });
    const all: string[] = [];
    for (let round = 0; round < 20; round++) {
      await put('a', String(round));
      all.push(JSON.stringify((await get())['Item']));
    }
    return all;
  };
  const first = await course(7);
  expect(await course(7)).toEqual(first);
  expect(await course(8)).not.toEqual(first);
});

test('the names of the copies show nowhere', async () => {
  await reads.start({ seed: 5, share: 1 });
  await put('a', 'named');
  const answer = await read('BatchGetItem', {
    RequestItems: { rows: { Keys: [{ pk: { S: 'a' } }] } },
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(answer).toMatchObject({
    Responses: { rows: expect.any(Array) as unknown },
    ConsumedCapacity: [{ TableName: 'rows' }],
  });
  expect(await get({ ReturnConsumedCapacity: 'TOTAL' })).toMatchObject({ ConsumedCapacity: { TableName: 'rows' } });
  expect(JSON.stringify(answer)).not.toContain('late');
});
