import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { plusSeconds } from '../../platform/values/time.ts';
import type { Fault, FaultKind } from '../../local/gateway/faults.ts';
import { functionId } from '../helpers/caravan.ts';
import { startPushing, topic } from '../helpers/pushing.ts';
import type { Pushing } from '../helpers/pushing.ts';

let pushing: Pushing;
beforeAll(async () => {
  pushing = await startPushing();
  await pushing.caravan.add('emn', pushing.publisher.url);
  await pushing.settle();
});
afterEach(() => {
  pushing.caravan.twin.faults.clear();
  pushing.hub.answer = undefined;
});
afterAll(() => pushing.stop());

const breakAt = (name: string, fault: Omit<Fault, 'function'>) => {
  pushing.caravan.twin.faults.add({ ...fault, function: functionId(pushing.caravan.twin, name) });
};
const schedule = async () => {
  const { twin } = pushing.caravan;
  await twin.fire(twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('ScheduleRun'))!.id);
  await twin.idle();
};

/**
 * A source finds its hub, and hears of a story by it. What a crash leaves undone, the next day, the schedule or the
 * next poll does.
 */
async function life(title: string): Promise<void> {
  const { caravan, hub, publisher } = pushing;
  hub.callbacks.clear();
  while (pushing.now() === lastAt) await sleep(50); // a due time is never the same twice
  await pushing.stand({});
  let { push } = await pushing.poll();
  for (let days = 0; days < 2 && push?.leaseUntil === undefined; days++) {
    await pushing.stand({ ...push, askedAt: plusSeconds(pushing.now(), -86_400) });
    ({ push } = await pushing.poll());
  }
  expect([title, push]).toEqual([
    title,
    { hub: hub.url, topic, askedAt: expect.any(Number), leaseUntil: expect.any(Number) },
  ]);

  await pushing.polledAgo(31);
  publisher.items = [{ guid: title, title }, ...publisher.items];
  for (let tries = 0; tries < 3 && (await pushing.push()).some((status) => status >= 500); tries++); // as hubs do
  await caravan.twin.idle();
  if (!told(title)) await schedule();
  // The hub did not hear that its lease is wanted: till it is renewed, polls bring what they always did.
  if (!told(title))
    expect([title, hub.callbacks.size, (await pushing.poll()).lastOutcome?.kind]).toEqual([title, 0, 'new']);
  expect([title, told(title), pushing.deadLetters(), caravan.twin.faults.pending]).toEqual([title, 1, 0, 0]);
  expect((await pushing.row()).nextPollAt).toBeGreaterThan(pushing.now());
  lastAt = pushing.now();
}
let lastAt = 0;
const told = (title: string) => pushing.caravan.events.filter(({ article }) => article.title === title).length;

const kinds: readonly FaultKind[] = ['throttle', 'timeout-before', 'timeout-after', 'kill-before', 'kill-after'];
/** What an SDK tries again by itself is left out where the whole life is lived. */
const hardKinds = kinds.filter((kind) => kind === 'timeout-after' || kind.startsWith('kill'));
const places: [string, string, string, number][] = [
  ['PollingIngest', 'sqs', 'SendMessage', 1],
  ['PushingLease', 'dynamodb', 'GetItem', 1],
  ['PushingWebSub', 'dynamodb', 'GetItem', 1],
  ['PushingWebSub', 'dynamodb', 'UpdateItem', 1],
  ['PushingWebSub', 'dynamodb', 'GetItem', 2],
  ['PushingWebSub', 'dynamodb', 'UpdateItem', 2],
  ['PushingWebSub', 'sqs', 'SendMessageBatch', 1],
];

test.each(places)(
  '%s, %s %s %d: whatever happens to it, the lease is granted, and the story comes once',
  async (name, service, operation, nth) => {
    for (const kind of hardKinds) {
      breakAt(name, { service, operation, nth, kind });
      await life(`${name} ${operation} ${nth} ${kind}`);
    }
  },
  60_000,
);

test.each(['PushingLease', 'PushingWebSub'])('%s cannot read its key at first', async (name) => {
  // another worker begins, and reads it anew
  breakAt(name, { service: 'dynamodb', operation: 'GetItem', kind: 'kill-before' });
  breakAt(name, { service: 'ssm', operation: 'GetParameter', kind: 'fail', times: 5 });
  await life(`${name} without its key`);
});

test.each(kinds)('a refusal that is written down meets %s, and is written down', async (kind) => {
  pushing.hub.answer = (response) => response.writeHead(403).end('No.');
  breakAt('PushingLease', { service: 'dynamodb', operation: 'UpdateItem', kind });
  await pushing.stand({});
  expect((await pushing.poll()).push).toEqual({
    hub: pushing.hub.url,
    topic,
    askedAt: expect.any(Number),
    refusal: 'The hub answered 403. No.',
  });
  expect([pushing.deadLetters(), pushing.caravan.twin.faults.pending]).toEqual([0, 0]);
});

test('a message that nobody can read is a dead letter, and holds up no other', async () => {
  await pushing.leases.ask({} as never);
  await life('beside a broken message').catch((error: unknown) => {
    if (pushing.deadLetters() !== 1) throw error;
  });
  expect([told('beside a broken message'), pushing.deadLetters()]).toEqual([1, 1]);
});
