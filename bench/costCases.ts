import type { SimulatedTime } from '../local/simulatedTime.ts';
import { functionId, type TestCaravan } from '../test/helpers/caravan.ts';
import { deliveryTools } from '../test/helpers/partner.ts';
import { startReceiver } from '../test/helpers/receiver.ts';
import type { CostCase } from './costCase.ts';
import type { MadePublisher } from './madePublisher.ts';
import { farCase, installationCase, intervalSeconds, pollCase, pollCases, sourceId } from './pollCases.ts';
import { reconcileCases } from './reconcileCases.ts';

/** By then a worker of serve keeps what it reads. */
const settlesMs = 61_000;

/** What there is to pay for, with a source of 50 articles that has been polled. */
export async function costCases(
  caravan: TestCaravan,
  time: SimulatedTime,
  publisher: MadePublisher,
): Promise<CostCase[]> {
  await caravan.add(sourceId, publisher.url);
  await caravan.sources.change(sourceId, { intervalSeconds });
  await caravan.poll(sourceId); // at that pace from now on: its next poll is soon, and need not read the whole feed
  const request = (what: string, status: number, headers: Record<string, string> = {}): CostCase => ({
    what,
    async run() {
      const response = await caravan.get('/feeds/all.rss', { headers });
      await response.bytes();
      if (response.status !== status) throw new Error(`${what}: it was answered with ${response.status}.`);
    },
  });
  const { headers } = await caravan.get('/feeds/all.rss');
  return [
    {
      what: 'a minute with nothing due',
      run: () => caravan.twin.fire('all'),
      counts: ({ function: caller }) => caller !== functionId(caravan.twin, 'ReconcilingReconcile'),
    },
    request('a feed, 50 articles, by a worker that has just begun', 200),
    {
      ...request('a feed, 50 articles', 200),
      prepare: () => Promise.resolve(time.pass(settlesMs)),
    },
    request('a feed, answered 304', 304, { 'if-none-match': headers.get('etag') ?? '' }),
    ...pollCases(caravan, time, publisher),
    ...[1, 5, 10].map((count) => farCase(caravan, time, count)),
    installationCase(caravan, time),
    await deliveryCase(
      caravan,
      pollCase(caravan, time, {
        what: 'a delivery of an article to 100 webhooks, each',
        outcome: 'new',
        announced: 1,
        before: () => {
          publisher.publish();
        },
      }),
    ),
    ...(await reconcileCases(caravan)),
  ];
}

const endpoints = 100;

/** What a new article costs more where partners have webhooks; their one receiver here answers at once. */
async function deliveryCase(caravan: TestCaravan, poll: CostCase): Promise<CostCase> {
  const [tools, receiver] = [await deliveryTools(caravan), await startReceiver()];
  const stages = ['Fanout', 'Deliver'].map((name) => functionId(caravan.twin, name));
  let connected = false;
  let heard = 0;
  return {
    ...poll,
    async prepare() {
      if (!connected)
        for (let count = 0; count < endpoints; count++) await tools.connect(receiver, { content: 'full' });
      connected = true;
      heard = receiver.heard.length;
      await poll.prepare?.();
    },
    async run() {
      await poll.run();
      if (receiver.heard.length - heard !== endpoints)
        throw new Error(`${poll.what}: ${receiver.heard.length - heard} were heard.`);
    },
    counts: ({ function: caller }) => stages.includes(caller),
    times: endpoints,
    close: () => receiver.stop(),
  };
}
