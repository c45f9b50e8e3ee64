import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { instant } from '../../platform/values/time.ts';
import type { Call } from '../../local/gateway/call.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Receiver } from '../helpers/receiver.ts';
import { reconcilingTools } from '../helpers/reconciling.ts';
import type { ReconcilingTools } from '../helpers/reconciling.ts';

const caravan = useCaravan();
let receivers: Receiver[];
let tools: DeliveryTools;
let reconciling: ReconcilingTools;
let endpoints: Endpoint[];
beforeAll(async () => {
  receivers = await Promise.all([startReceiver(), startReceiver()]);
  tools = await deliveryTools(caravan);
  reconciling = reconcilingTools(caravan);
  endpoints = await Promise.all(
    receivers.map((receiver) => tools.connect(receiver, { hearsSince: instant(new Date(Date.now() - 86_400_000)) })),
  );
});
afterAll(async () => {
  await Promise.all(receivers.map((receiver) => receiver.stop()));
});

const lose = async (title: string) => {
  const id = await reconciling.lose(title);
  await reconciling.letPass();
  return id;
};

/**
 * Calls to one place after another are alike: the shards of an index, the halving of the log. Of each such row, the
 * first and the last.
 */
function pointsOf(calls: readonly Call[]): number[] {
  const places = calls.map(({ service, operation, input }) =>
    JSON.stringify([service, operation, input['TableName'], input['IndexName'], input['KeyConditionExpression']]),
  );
  return places.flatMap((place, index) =>
    place !== places[index - 1] || place !== places[index + 1] ? [index + 1] : [],
  );
}

test('killed before or after any of its calls, it brings what was missing once, and marks it', async () => {
  await lose('to see its calls');
  const points = pointsOf(await reconciling.run());
  expect(points.length).toBeGreaterThan(10);
  await reconciling.run();
  // Killed before a call it leaves what it leaves where it is killed after the one before.
  await survives('kill-before', points[0]!);
  for (const nth of points) await survives('kill-after', nth);
}, 600_000);

async function survives(kind: 'kill-before' | 'kill-after', nth: number): Promise<void> {
  const before = receivers.map(({ heard }) => heard.length);
  const where = `${kind} of call ${nth}`;
  const id = await lose(where);
  caravan.twin.faults.add({ function: reconciling.reconcile, nth, kind });
  await reconciling.run(); // Lambda tries it once more by itself
  expect([where, caravan.twin.faults.pending]).toEqual([where, 0]);
  expect([
    where,
    receivers.map(({ heard }, index) => heard.slice(before[index]).map(({ data }) => data.title)),
  ]).toEqual([where, [[where], [where]]]);
  const calls = [await reconciling.run(), await reconciling.run()].map((run) => run.map(({ operation }) => operation));
  expect([where, calls[0]!.includes('SendMessageBatch'), calls[1]!.includes('BatchWriteItem')]).toEqual([
    where,
    false,
    false,
  ]);
  for (const endpoint of endpoints)
    expect((await tools.rowsOf(endpoint)).find(({ articleId }) => articleId === id)).toMatchObject({
      status: 'delivered',
      attempts: 1,
    });
}
