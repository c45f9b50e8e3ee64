import type { OutcomeKind } from '../modules/sources/source.ts';
import { epochSeconds, plusSeconds } from '../platform/values/time.ts';
import { functionId, type TestCaravan } from '../test/helpers/caravan.ts';
import { deliveryTools } from '../test/helpers/partner.ts';
import { startReceiver } from '../test/helpers/receiver.ts';
import type { CostCase } from './costCase.ts';
import type { MadePublisher } from './madePublisher.ts';
import { reconcileCases } from './reconcileCases.ts';

const sourceId = 'measured';
const nothing = (): void => undefined;

/** What there is to pay for, with a source of 50 articles that has been polled. */
export async function costCases(caravan: TestCaravan, publisher: MadePublisher): Promise<CostCase[]> {
  await caravan.add(sourceId, publisher.url);
  const poll = (what: string, outcome: OutcomeKind, announced: number, before: () => void = nothing) =>
    pollCase(caravan, { what, outcome, announced, before });
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
    request('a feed, 50 articles', 200),
    request('a feed, answered 304', 304, { 'if-none-match': headers.get('etag') ?? '' }),
    poll('a poll, 304', 'not-modified', 0, () => {
      publisher.saysNotModified(true);
    }),
    poll('a poll, 200, nothing new', 'unchanged', 0, () => {
      publisher.saysNotModified(false);
    }),
    poll('a poll with a new article', 'new', 1, () => {
      publisher.publish();
    }),
    poll('a poll with a correction', 'new', 1, () => {
      publisher.correct();
    }),
    poll('a poll with a withdrawal', 'new', 1, () => {
      publisher.withdraw();
    }),
    await deliveryCase(
      caravan,
      poll('a delivery of an article to 100 webhooks, each', 'new', 1, () => {
        publisher.publish();
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

interface PollCase {
  readonly what: string;
  readonly outcome: OutcomeKind;
  /** How many events it makes. */
  readonly announced: number;
  readonly before: () => void;
}

/** A poll, from the schedule's message to the last event that follows from it. */
function pollCase({ twin, events, sources }: TestCaravan, { what, outcome, announced, before }: PollCase): CostCase {
  const rule = twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('ScheduleRun'));
  const schedule = functionId(twin, 'Schedule');
  let heardBefore = 0;
  return {
    what,
    async prepare() {
      before();
      heardBefore = events.length;
      await sources.change(sourceId, { nextPollAt: nextDueAt() });
    },
    async run() {
      await twin.fire(rule?.id ?? '');
      await twin.idle();
      const source = await sources.get(sourceId);
      const heard = events.length - heardBefore;
      if (source?.lastOutcome?.kind === outcome && heard === announced) return;
      throw new Error(`${what}: ${source?.lastOutcome?.words ?? 'It was never polled.'} ${heard} events.`);
    },
    // The schedule's run is paid by the minute, whatever is due: that is a case of its own.
    counts: ({ function: caller, service }) => caller !== schedule || service === 'sqs',
  };
}

let due = plusSeconds(epochSeconds(new Date()), -100_000);

/** A time in the past, never the same twice: messages for one due time are one poll. */
const nextDueAt = () => (due = plusSeconds(due, 1));
