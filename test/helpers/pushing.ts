import type { LeaseMessage } from '../../modules/sources/messages.ts';
import type { HubLease, Source } from '../../modules/sources/source.ts';
import { callbackOf } from '../../modules/websub/subscriber/pushKey.ts';
import { RequestQueue } from '../../platform/sqs/requestQueue.ts';
import { epochSeconds, instant } from '../../platform/values/time.ts';
import { functionId, startCaravan } from './caravan.ts';
import type { TestCaravan } from './caravan.ts';
import { hubLinks, pushKeyOf, startHub } from './hub.ts';
import { startPublisher } from './publisher.ts';

export const topic = 'https://publisher.example/feed';

/** Caravan, a publisher with a story, and its hub: `emn` is a source as soon as it is added. */
export async function startPushing() {
  const [caravan, publisher, hub] = await Promise.all([startCaravan(), startPublisher(), startHub()]);
  const { logs, counted } = logsOf(caravan);
  const key = await pushKeyOf(caravan);
  publisher.head = hubLinks(hub.url, topic);
  publisher.items = [{ guid: 'a', title: 'First story' }];

  const row = async (): Promise<Source> => (await caravan.sources.get('emn'))!;
  const callback = (id = 'emn') => callbackOf(caravan.url, id, key);
  const settle = async () => {
    await caravan.twin.idle();
    await hub.settled();
    await caravan.twin.idle();
  };
  return {
    caravan,
    publisher,
    hub,
    logs,
    counted,
    key,
    row,
    callback,
    settle,
    ...leasesOf(caravan),
    now: () => epochSeconds(new Date()),
    /** What a hub asks a callback. */
    ask: (query: Record<string, string>, id = 'emn', method = 'GET') =>
      fetch(`${callback(id)}?${new URLSearchParams(query).toString()}`, { method }),
    /** Which secrets of pushes a log holds. */
    leaked: (...more: string[]) =>
      [key.tokenOf('emn'), key.secretOf('emn'), 'challenge-1', ...hub.verified.map(({ text }) => text), ...more].filter(
        (secret) => logs.join('\n').includes(secret),
      ),
    /** Makes the last poll one of so many seconds ago. */
    async polledAgo(seconds: number): Promise<void> {
      await caravan.sources.change('emn', {
        lastOutcome: { ...(await row()).lastOutcome!, at: instant(new Date(Date.now() - seconds * 1000)) },
      });
    },
    /** Makes the subscription stand as told. */
    stand: (push: Partial<HubLease>) => caravan.sources.change('emn', { push: { hub: hub.url, topic, ...push } }),
    async poll(): Promise<Source> {
      await caravan.poll('emn');
      await settle();
      return row();
    },
    /** Pushes to all who have subscribed, and waits for all that follows. */
    async push(...what: Parameters<typeof hub.push>): Promise<number[]> {
      const statuses = await hub.push(...what);
      await caravan.twin.idle();
      return statuses;
    },
    /** Calls to DynamoDB and SQS of one of our functions, by operation. */
    callsOf: (name: string, act: () => Promise<unknown>) => callsOf(caravan, name, act),
    async stop(): Promise<void> {
      await Promise.all([caravan.stop(), publisher.stop(), hub.stop()]);
    },
  };
}

function logsOf({ twin }: TestCaravan) {
  const logs: string[] = [];
  twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
  return {
    logs,
    /** How often a metric was counted. */
    counted: (name: string) => logs.filter((line) => line.includes(`"${name}":`)).length,
  };
}

function leasesOf({ twin, sqs }: TestCaravan) {
  const queue = (id: RegExp) => twin.stack.ofType('AWS::SQS::Queue').find((one) => id.test(one.id))!;
  return {
    leases: new RequestQueue<LeaseMessage>(sqs, queue(/^PollingLeases[0-9A-F]{8}$/).ref),
    /** How many leases nobody could ask for. */
    deadLetters: () => twin.depth(queue(/^PollingLeasesDeadLetters[0-9A-F]{8}$/).id).visible,
  };
}

async function callsOf(
  { twin }: TestCaravan,
  name: string,
  act: () => Promise<unknown>,
): Promise<Record<string, number>> {
  await twin.idle();
  const before = twin.meter.snapshot();
  await act();
  const fn = functionId(twin, name);
  return Object.fromEntries(
    twin.meter
      .since(before)
      .lines.filter((line) => line.function === fn && ['dynamodb', 'sqs'].includes(line.service))
      .map(({ operation, calls }) => [operation, calls]),
  );
}

export type Pushing = Awaited<ReturnType<typeof startPushing>>;

/** What a hub asks that verifies. */
export const question = (more: Record<string, string> = {}) => ({
  'hub.mode': 'subscribe',
  'hub.topic': topic,
  'hub.challenge': 'challenge-1',
  'hub.lease_seconds': '864000',
  ...more,
});
