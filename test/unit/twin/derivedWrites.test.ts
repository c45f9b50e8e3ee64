import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDynalite } from '../../../local/engines/dynaliteEngine.ts';
import type { TableEngine } from '../../../local/engines/tableEngine.ts';
import { createTable } from '../../../local/engines/tables.ts';
import type { Table } from '../../../local/engines/tables.ts';
import type { Call } from '../../../local/gateway/call.ts';
import { DerivedWrites } from '../../../local/gateway/derivedWrites.ts';
import { usageOf } from '../../../local/gateway/usage.ts';
import { takeDataFolder } from '../../../local/journal/database.ts';
import { Journal } from '../../../local/journal/journal.ts';
import { LaggingReads } from '../../../local/reads/laggingReads.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const dataDir = newDataDir();
const table: Table = {
  id: 'Rows',
  name: 'rows',
  arn: 'arn:rows',
  keys: ['pk'],
  indexes: [],
  stream: { arn: 'arn:rows/stream', view: 'NEW_AND_OLD_IMAGES' },
  ttlAttribute: undefined,
};
let engine: TableEngine;
let journal: Journal;
let writes: DerivedWrites;
beforeAll(async () => {
  engine = await startDynalite(dataDir);
  await createTable(engine, {
    TableName: 'rows',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
  journal = new Journal(takeDataFolder(dataDir));
  writes = new DerivedWrites([table], engine, journal, new LaggingReads(engine, [table]));
});
afterAll(async () => {
  journal.close();
  await engine.stop();
  removeDataDir(dataDir);
});

const putOf = (pk: string): Call => ({
  caller: { name: 'operator', worker: undefined },
  service: 'dynamodb',
  operation: 'PutItem',
  input: { TableName: 'rows', Item: { pk: { S: pk } } },
  protocol: 'json',
  method: 'POST',
  path: '/',
  headers: {},
  body: Buffer.alloc(0),
});
const broken = new Error('socket hang up');
const records = () => journal.read('rows', 0, 100).map(({ record }) => JSON.stringify(record));

test('a write whose answer is lost on its way has its record all the same', async () => {
  const call = putOf('written');
  await expect(
    writes.around(call, async () => {
      await engine.call('PutItem', call.input);
      throw broken;
    }),
  ).rejects.toBe(broken);
  expect(records()).toEqual([expect.stringContaining('"written"')]);
  expect(journal.unsettled()).toEqual([]);
});

test('one that never came has none', async () => {
  await expect(writes.around(putOf('unwritten'), () => Promise.reject(broken))).rejects.toBe(broken);
  expect(records()).toEqual([expect.stringContaining('"written"')]);
  expect(journal.unsettled()).toEqual([]);
});

test('a write tells what the row weighed that stood before it: a condition that fails is billed by that', async () => {
  const row = { pk: { S: 'heavy' }, text: { S: 'x'.repeat(2_500) } };
  await engine.call('PutItem', { TableName: 'rows', Item: row });
  const answer = {
    status: 400,
    headers: {},
    body: Buffer.from(JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' })),
  };
  const call = putOf('heavy');
  const { standingUnits } = await writes.around(call, () => Promise.resolve(answer));
  expect(usageOf(call, answer, standingUnits)).toEqual({ writeUnits: 3 });
  const { standingUnits: none } = await writes.around(putOf('new'), () => Promise.resolve(answer));
  expect(usageOf(call, answer, none)).toEqual({ writeUnits: 1 });
});
