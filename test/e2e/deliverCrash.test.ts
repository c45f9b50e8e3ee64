import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Endpoint } from '../../functions/shared/domain/endpoint.ts';
import type { FaultKind } from '../../local/gateway/faults.ts';
import { functionId, startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Receiver } from '../helpers/receiver.ts';

let caravan: TestCaravan;
let publisher: TestPublisher;
let tools: DeliveryTools;
let steady: Receiver;
let flaky: Receiver;
let endpoints: Endpoint[];
beforeAll(async () => {
  [caravan, publisher, steady, flaky] = await Promise.all([startCaravan(), startPublisher(), startReceiver(), startReceiver()]);
  tools = await deliveryTools(caravan);
  const first = new Set<string>();
  flaky.answer = (response, { id }) => {
    response.writeHead(first.has(id) ? 204 : 500).end();
    first.add(id);
  };
  endpoints = [await tools.connect(steady), await tools.connect(flaky)];
});
afterAll(async () => { await Promise.all([caravan.stop(), publisher.stop(), steady.stop(), flaky.stop()]); });

let run = 0;

/** A source publishes two stories, then corrects one and withdraws the other, with a fault armed for a function. */
async function lifeWith(name: string, nth: number, kind: FaultKind) {
  const source = `run-${(run += 1)}`;
  const before = [steady.heard.length, flaky.heard.length];
  publisher.items = [{ guid: 'a', title: 'A' }, { guid: 'b', title: 'B' }];
  publisher.withdrawn = [];
  caravan.twin.faults.add({ function: functionId(caravan.twin, name), nth, kind });
  await caravan.add(source, publisher.url);
  for (const endpoint of endpoints) await tools.retryNow(endpoint);
  publisher.items = [{ guid: 'a', title: 'A, corrected' }];
  publisher.withdrawn = ['b'];
  await caravan.poll(source);
  for (const endpoint of endpoints) await tools.retryNow(endpoint);
  const met = caravan.twin.faults.pending === 0;
  caravan.twin.faults.clear();
  const heard = [steady, flaky].map((receiver, index) => receiver.heard.slice(before[index]).map(({ id, data, type }) => ({ id, what: `${type.slice(8)} ${data.title} v${data.version}` })));
  const rows = (await Promise.all(endpoints.map((endpoint) => tools.rowsOf(endpoint)))).map((list) => list.slice(0, 4).map(({ status }) => status));
  return { met, heard, rows };
}

const whole = ['published A v1', 'published B v1', 'updated A, corrected v2', 'withdrawn B v2'];
const kinds: FaultKind[] = ['kill-before', 'kill-after', 'timeout-after', 'throttle'];

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Calls that each function surely makes in such a life. Retry asks 16 shards alike before it sends. */
describe.each([{ name: 'Fanout', calls: upTo(5) }, { name: 'Deliver', calls: upTo(10) }, { name: 'Retry', calls: [1, 16, 17] }])('$name', ({ name, calls }) => {
  test.each(kinds)(`meets "%s" at its AWS calls ${calls.join(', ')}, and every endpoint hears everything`, async (kind) => {
    for (const nth of calls) {
      const { met, heard, rows } = await lifeWith(name, nth, kind);
      const where = `call ${nth} of ${name}, ${kind}`;
      expect([where, met]).toEqual([where, true]);
      expect([where, rows]).toEqual([where, [0, 1].map(() => ['delivered', 'delivered', 'delivered', 'delivered'])]);
      for (const [index, tries] of [[0, 1], [1, 2]] as const) {
        const list = heard[index] ?? [];
        expect([where, [...new Set(list.map(({ what }) => what))].toSorted()]).toEqual([where, whole]);
        // Every repeat carries its id, and one fault explains no more than the messages of one batch.
        expect(new Set(list.map(({ id }) => id)).size).toBe(4);
        expect(list.length - tries * 4).toBeLessThanOrEqual(2);
      }
    }
  }, 120_000);
});
