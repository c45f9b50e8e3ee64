import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from '@jest/globals';
import { chunks } from '../../platform/dynamodb/batches.ts';
import { allShards } from '../../platform/dynamodb/dueIndex.ts';
import type { Resource } from '../../local/template/stack.ts';
import { useCaravan } from '../helpers/caravan.ts';

const caravan = useCaravan();
beforeAll(async () => {
  await minute(); // with it comes what SES sends to a new event destination
});

/** The calls of a minute, by function: its own run is one of them. */
const minute = () => callsOf(({ properties }) => properties['ScheduleExpression'] === 'rate(1 minute)');

/** The calls of the reconciler's hour. */
const reconciliation = () => callsOf(({ id }) => id.includes('ReconcileRun'));

async function callsOf(isFired: (rule: Resource) => boolean): Promise<Record<string, number>> {
  const { twin } = caravan;
  const before = twin.meter.snapshot();
  for (const { id } of twin.stack.ofType('AWS::Events::Rule').filter(isFired)) await twin.fire(id);
  await twin.idle();
  const lines = twin.meter.since(before).lines.filter(({ function: caller }) => caller !== 'operator');
  return Object.fromEntries(
    [...Map.groupBy(lines, (line) => line.function.replace(/[0-9A-F]{8}$/, ''))].map(([name, of]) => [
      name,
      of.reduce((sum, { calls }) => sum + calls, 0),
    ]),
  );
}

test('a minute with nothing due takes eight calls: four runs, and one look of each; nothing is counted, and nothing logged', async () => {
  const logged: string[] = [];
  caravan.twin.events.on('log', ({ text }) => {
    logged.push(text);
  });
  expect(await minute()).toEqual({
    PollingSchedule: 2,
    PublishingRelease: 2,
    DeliveringRetry: 2,
    DigestingDueDigests: 2,
  });
  expect(logged).toEqual([]);
});

test("an hour with nothing to reconcile takes 21 calls: 16 are for the endpoints' shards, one for a shard of readers", async () => {
  expect(await reconciliation()).toEqual({ ReconcilingReconcile: 21 });
});

test(
  'an index that is longer than a look is read by its shards, for which every function has the right; what is ' +
    'due late is left',
  async () => {
    const { documents, tableNames } = caravan;
    const later = Math.floor(Date.now() / 1_000) + 86_400;
    for (const TableName of Object.values(tableNames)) {
      const rows = Array.from({ length: 201 }, (_, nth) => ({
        pk: `MADE-UP#${nth}`,
        sk: 'DUE',
        id: `made-up-${nth}`,
        url: 'https://nobody.example/',
        dueShard: allShards[nth % allShards.length],
        dueAt: later,
      }));
      for (const some of chunks(rows, 25))
        await documents.send(
          new BatchWriteCommand({ RequestItems: { [TableName]: some.map((Item) => ({ PutRequest: { Item } })) } }),
        );
    }
    // no slot is due, whatever the time
    const lastBeat = 1e9;
    await documents.send(
      new PutCommand({ TableName: tableNames.sources, Item: { pk: 'SCHEDULE', sk: 'SCHEDULE', lastBeat } }),
    );
    const first = await minute();
    // a look, the shards, the last beat, and the pace of mail
    expect(first).toEqual({ PollingSchedule: 19, PublishingRelease: 18, DeliveringRetry: 18, DigestingDueDigests: 19 });
    expect(await minute()).toEqual({
      PollingSchedule: 18,
      PublishingRelease: 17,
      DeliveringRetry: 17,
      DigestingDueDigests: 18,
    });
    // the shards of three indexes
    expect(await reconciliation()).toEqual({ ReconcilingReconcile: 21 + 3 * 16 });
  },
);
