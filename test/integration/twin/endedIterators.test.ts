import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRequire } from 'node:module';
import { startDynalite } from '../../../local/engines/dynaliteEngine.ts';
import type { TableEngine } from '../../../local/engines/tableEngine.ts';
import { createTable } from '../../../local/engines/tables.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

interface Opened {
  next(): Promise<unknown>;
}
const { Level } = createRequire(createRequire(import.meta.url).resolve('dynalite'))('level') as {
  Level: { prototype: { values: (options?: unknown) => Opened } };
};

const dataDir = newDataDir();
const opened: Opened[] = [];
let engine: TableEngine;
beforeAll(async () => {
  engine = await startDynalite(dataDir);
  const { values } = Level.prototype;
  Level.prototype.values = function noted(options) {
    const iterator = values.call(this, options);
    opened.push(iterator);
    return iterator;
  };
  const key = (name: string, type: string) => ({ AttributeName: name, KeyType: type });
  await createTable(engine, {
    TableName: 'rows',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
    AttributeDefinitions: ['pk', 'sk'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  });
  for (const sk of ['1', '2', '3'])
    await engine.call('PutItem', { TableName: 'rows', Item: { pk: { S: 'a' }, sk: { S: sk } } });
});
afterAll(async () => {
  await engine.stop();
  removeDataDir(dataDir);
});

const ofA = { TableName: 'rows', KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'a' } } };

test.each([
  ['of all', 'Query', ofA],
  ['of the first', 'Query', { ...ofA, Limit: 1 }],
  ['of nothing', 'Query', { ...ofA, ExpressionAttributeValues: { ':pk': { S: 'b' } } }],
  ['of the table', 'Scan', { TableName: 'rows' }],
])('a reading %s leaves nothing open', async (_, operation, input) => {
  opened.length = 0;
  await engine.call(operation, input);
  expect(opened.length).toBeGreaterThan(0);
  for (const iterator of opened)
    await expect(iterator.next()).rejects.toMatchObject({ code: 'LEVEL_ITERATOR_NOT_OPEN' });
});
