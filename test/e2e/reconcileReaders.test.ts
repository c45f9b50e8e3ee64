import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { subscriberKey } from '../../modules/subscribers/subscribersTable.ts';
import { allShards, shardOf } from '../../platform/dynamodb/dueIndex.ts';
import { epochSeconds, instant, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { digestTools } from '../helpers/digests.ts';
import type { DigestTools } from '../helpers/digests.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { reconcilingTools } from '../helpers/reconciling.ts';
import type { ReconcilingTools } from '../helpers/reconciling.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
let tools: DigestTools;
let reconciling: ReconcilingTools;
let metrics: Record<string, unknown>[];
beforeAll(async () => {
  [tools, reconciling] = [digestTools(caravan), reconcilingTools(caravan)];
  caravan.twin.events.on('log', ({ json }) => {
    if (json !== undefined && ('DigestsOverdue' in json || 'ReadersWithoutDueTime' in json)) metrics.push(json);
  });
  publisher.items = [{ guid: 'first', title: 'First' }];
  await caravan.add('emn', publisher.url);
});
beforeEach(() => {
  metrics = [];
});

/** Due digests, and the reconciler, side by side. */
const runBoth = () => Promise.all([tools.run(), reconciling.run()]);

let readers = 0;
const twoDaysAgo = {
  at: instant(new Date(Date.now() - 2 * 86_400_000)),
  dueAt: plusSeconds(epochSeconds(new Date()), -2 * 86_400),
  stories: 1,
};

/** Adds a reader whose row is read in so many hours from now. */
async function readIn(hours: number, more: Partial<Subscriber> = {}): Promise<Subscriber> {
  const shard = allShards[(Math.floor(Date.now() / 3_600_000) + hours) % allShards.length];
  const key = await caravan.readerKey();
  for (;;) {
    const address = `reader-${(readers += 1)}@reader.example`;
    if (shardOf(key.idOf(address)) === shard) return tools.add(address, more);
  }
}
const loseIndex = ({ id }: Subscriber) =>
  caravan.documents.send(
    new UpdateCommand({
      TableName: caravan.tableNames.subscribers,
      Key: subscriberKey(id),
      UpdateExpression: 'REMOVE dueShard',
    }),
  );
const dueNow = async () =>
  (await caravan.subscribers.due(epochSeconds(new Date()), 100)).map(({ subscriberId }) => subscriberId);

test('readers whom no index knows are found when it is their turn, and get the digest that they missed', async () => {
  const lost = { dueAt: undefined, lastDigest: twoDaysAgo };
  const [lostTime, lostIndex, later] = [await readIn(0, lost), await readIn(0), await readIn(8, lost)];
  await loseIndex(lostIndex);
  await runBoth();
  await runBoth();
  expect([lostTime, lostIndex, later].map((reader) => tools.mails(reader).length)).toEqual([1, 1, 0]);
  expect(await tools.row(lostIndex)).toMatchObject({ lastDigest: { dueAt: lostIndex.dueAt } });
  expect((await tools.row(later)).dueAt).toBeUndefined();
  expect(metrics.map((line) => line['ReadersWithoutDueTime'])).toEqual([2]); // and no 0 is written
});

test('whoever left meanwhile stays away', async () => {
  const left = await readIn(0, { status: 'left', dueAt: undefined });
  await reconciling.run();
  expect(await tools.row(left)).toEqual(left);
});

test('digests that have been due for an hour are counted: they are asked for every minute anyway', async () => {
  const late = await readIn(3);
  await caravan.subscribers.change(late.id, (row) => ({
    ...row,
    dueAt: plusSeconds(epochSeconds(new Date()), -4_000),
  }));
  const calls = await reconciling.run();
  expect(metrics).toMatchObject([{ DigestsOverdue: 1 }]);
  expect(metrics[0]).not.toHaveProperty('ReadersWithoutDueTime');
  expect(calls.filter(({ service }) => service === 'sqs')).toEqual([]);
  await runBoth();
  expect(tools.mails(late)).toHaveLength(1);
});

test('the command finds all of them at once, and counts what became of digests', async () => {
  const lost = await readIn(12, { dueAt: undefined, lastDigest: twoDaysAgo });
  const reconcile = async (...more: string[]) => {
    const { code, out, err } = await caravanOn(caravan.dataDir, ['reconcile', '--since', '1h', ...more]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return out;
  };
  // "later" of the first test is the other one.
  expect(JSON.parse(await reconcile('--dry-run', '--json'))).toMatchObject({
    endpoints: [],
    readers: { active: 5, due: 0, overdue: 0, neverDue: 2, digests: { delivered: 3 } },
  });
  expect(await dueNow()).toEqual([]);
  expect(await reconcile()).toBe(
    'No endpoints yet.\n\nReaders: 5 active, 2 due now, 2 of them for over an hour, 2 without a due time. ' +
      'Digests: 3 delivered.\n\nReaders have their due time back.\nOn the local twin.\n',
  );
  expect(await dueNow()).toContain(lost.id);
  expect(JSON.parse(await reconcile('--json'))).toMatchObject({ readers: { neverDue: 0, due: 2 } });
  await runBoth();
  expect(tools.mails(lost)).toHaveLength(1);
});
