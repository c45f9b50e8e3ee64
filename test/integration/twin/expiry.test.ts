import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startDynalite } from '../../../local/engines/dynaliteEngine.ts';
import { Expiry } from '../../../local/engines/expiry.ts';
import type { TableEngine } from '../../../local/engines/tableEngine.ts';
import { createTable, type Table } from '../../../local/engines/tables.ts';
import { DerivedWrites } from '../../../local/gateway/derivedWrites.ts';
import { takeDataFolder } from '../../../local/journal/database.ts';
import { Journal } from '../../../local/journal/journal.ts';
import { LaggingReads } from '../../../local/reads/laggingReads.ts';
import { SimulatedTime } from '../../../local/simulatedTime.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const hourMs = 3_600_000;
const dataDir = newDataDir();
const table: Table = {
  id: 'Rows',
  name: 'rows',
  arn: 'arn:rows',
  keys: ['pk'],
  indexes: [],
  stream: { arn: 'arn:rows/stream', view: 'NEW_AND_OLD_IMAGES' },
  ttlAttribute: 'expires',
};
const time = new SimulatedTime();
const failures: unknown[] = [];
let engine: TableEngine;
let journal: Journal;
let expiry: Expiry;
beforeAll(async () => {
  engine = await startDynalite(dataDir);
  await createTable(engine, {
    TableName: 'rows',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
  journal = new Journal(takeDataFolder(dataDir));
  expiry = new Expiry(
    engine,
    [table],
    new DerivedWrites([table], engine, journal, new LaggingReads(engine, [table])),
    (error) => {
      failures.push(error);
    },
  );
  time.onPassed(() => {
    expiry.look();
  });
});
afterAll(async () => {
  journal.close();
  await engine.stop();
  removeDataDir(dataDir);
});

const seconds = (ms: number): string => String(Math.floor(ms / 1000));
const put = (pk: string, expires: string | undefined) =>
  engine.call('PutItem', {
    TableName: 'rows',
    Item: { pk: { S: pk }, ...(expires === undefined ? {} : { expires: { N: expires } }) },
  });
async function pass(ms: number): Promise<void> {
  time.pass(ms);
  while (expiry.running > 0) await new Promise(setImmediate);
  expect(failures).toEqual([]);
}
const left = async (): Promise<string[]> =>
  ((await engine.call('Scan', { TableName: 'rows' }))['Items'] as { pk: { S: string } }[]).map(({ pk }) => pk.S).sort();

test('rows go some time after theirs is over, not all at once, and within two days; their records name DynamoDB', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `r${String(index).padStart(2, '0')}`);
  for (const name of names) await put(name, seconds(Date.now() + hourMs));
  await put('forever', undefined);
  await put('long over', seconds(Date.now() - 6 * 365 * 24 * hourMs));
  await put('milliseconds', String(Date.now()));
  await pass(hourMs + 1_000);
  const soon = await left();
  expect(soon.length).toBeGreaterThan(15); // over, and still read
  await pass(20 * hourMs);
  const later = await left();
  expect(later.length).toBeLessThan(soon.length);
  expect(later.length).toBeGreaterThan(3);
  await pass(30 * hourMs);
  expect(await left()).toEqual(['forever', 'long over', 'milliseconds']);
  const records = journal
    .read('rows', 0, 100)
    .map(
      ({ record }) =>
        record as { eventName: string; userIdentity: unknown; dynamodb: { OldImage: { pk: { S: string } } } },
    );
  expect(records.map(({ dynamodb }) => dynamodb.OldImage.pk.S).sort()).toEqual(names);
  for (const { eventName, userIdentity } of records)
    expect([eventName, userIdentity]).toEqual(['REMOVE', { type: 'Service', principalId: 'dynamodb.amazonaws.com' }]);
});

test('a row that was renewed stays', async () => {
  await put('renewed', seconds(Date.now()));
  await put('renewed', seconds(Date.now() + 100 * hourMs));
  await pass(60 * hourMs);
  expect(await left()).toContain('renewed');
});
