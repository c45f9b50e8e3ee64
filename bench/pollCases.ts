import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedTime } from '../local/simulatedTime.ts';
import type { OutcomeKind } from '../modules/sources/source.ts';
import { epochSeconds, instant } from '../platform/values/time.ts';
import { functionId } from '../test/helpers/caravan.ts';
import type { TestCaravan } from '../test/helpers/caravan.ts';
import { startPublisher } from '../test/helpers/publisher.ts';
import type { TestPublisher } from '../test/helpers/publisher.ts';
import type { CostCase } from './costCase.ts';
import type { MadePublisher } from './madePublisher.ts';

export const sourceId = 'measured';
export const intervalSeconds = 600;
const beatMs = 300_000;
/** How far away a publisher is, where it is far. */
const awayMs = 500;

const ruleOf = ({ twin }: TestCaravan): string =>
  twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('ScheduleRun'))?.id ?? '';

/** The schedule's run is paid by the minute, whatever is due: of it, a poll counts its message alone. */
const withoutRun = ({ twin }: TestCaravan): CostCase['counts'] => {
  const schedule = functionId(twin, 'Schedule');
  return ({ function: caller, service }) => caller !== schedule || service === 'sqs';
};

interface PollCase {
  readonly what: string;
  readonly outcome: OutcomeKind;
  /** How many events it makes. */
  readonly announced: number;
  readonly before: () => void;
}

/** Polls of one source, each when its slot is due, from the schedule's message to the last event that follows from it. */
export function pollCase(
  caravan: TestCaravan,
  time: SimulatedTime,
  { what, outcome, announced, before }: PollCase,
): CostCase {
  const { twin, events, sources } = caravan;
  let heardBefore = 0;
  return {
    what,
    async prepare() {
      before();
      heardBefore = events.length;
      const source = await sources.get(sourceId);
      const untilMs = (source?.nextPollAt ?? 0) * 1_000 + 1_000;
      if (untilMs > Date.now()) time.pass(untilMs - Date.now());
    },
    async run() {
      await twin.fire(ruleOf(caravan));
      await twin.idle();
      const source = await sources.get(sourceId);
      const heard = events.length - heardBefore;
      if (source?.lastOutcome?.kind === outcome && heard === announced) return;
      throw new Error(`${what}: ${source?.lastOutcome?.words ?? 'It was never polled.'} ${heard} events.`);
    },
    counts: withoutRun(caravan),
  };
}

/** The cases of one source, whose publisher does as it is told. */
export function pollCases(caravan: TestCaravan, time: SimulatedTime, publisher: MadePublisher): CostCase[] {
  const poll = (what: string, outcome: OutcomeKind, announced: number, before: () => void) =>
    pollCase(caravan, time, { what, outcome, announced, before });
  return [
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
  ];
}

/** Of the other cases: it rests while others are counted. */
const rest = ({ sources }: TestCaravan) => sources.change(sourceId, { status: 'paused' });
const wake = ({ sources }: TestCaravan) =>
  sources.change(sourceId, { status: 'active', nextPollAt: epochSeconds(new Date()) });

/** Sources that are due at the same time, each of a host of its own, whose publishers are far away and have nothing new. */
export function farCase(caravan: TestCaravan, time: SimulatedTime, count: number): CostCase {
  const { twin, sources } = caravan;
  const ids = Array.from({ length: count }, (_, nth) => `far-${count}-${nth}`);
  const publishers: TestPublisher[] = [];
  const start = async (id: string) => {
    const publisher = await startPublisher();
    publishers.push(publisher);
    publisher.conditional = true;
    publisher.items = [{ guid: id, title: `A story of ${id}` }];
    await caravan.add(id, publisher.url);
    await sources.change(id, { intervalSeconds });
    await caravan.poll(id);
    publisher.answer = async (response) => {
      await sleep(awayMs);
      response.writeHead(304).end();
    };
  };
  return {
    what: `a poll, 304, its publisher ${awayMs} ms away, ${count === 1 ? 'alone' : `${count} on one worker`}`,
    times: count,
    async prepare() {
      if (publishers.length === 0) {
        await rest(caravan);
        await Promise.all(ids.map(start));
      }
      time.pass(intervalSeconds * 1_000 + beatMs);
    },
    async run() {
      await twin.fire(ruleOf(caravan));
      await twin.idle();
      for (const id of ids) {
        const source = await sources.get(id);
        if (source?.lastOutcome?.kind !== 'not-modified' || source.nextPollAt <= epochSeconds(new Date()))
          throw new Error(`${id}: ${source?.lastOutcome?.words ?? 'It was never polled.'}`);
      }
    },
    counts: withoutRun(caravan),
    async close() {
      await wake(caravan);
      for (const id of ids) await sources.remove(id);
      await Promise.all(publishers.map((publisher) => publisher.stop()));
    },
  };
}

const installation = 100;

/** What the schedule pays for each poll of an installation's sources at one pace, minute by minute. */
export function installationCase(caravan: TestCaravan, time: SimulatedTime): CostCase {
  const { twin, sources } = caravan;
  const schedule = functionId(twin, 'Schedule');
  const ids = Array.from({ length: installation }, (_, nth) => `one-of-many-${nth}`);
  let publisher: TestPublisher | undefined;
  const minutes = async (count: number) => {
    for (let minute = 0; minute < count; minute++) {
      time.pass(60_000);
      await twin.fire(ruleOf(caravan));
      await twin.idle();
    }
  };
  return {
    what: `the schedule, ${installation} sources at 30 minutes, each poll`,
    times: installation,
    runs: 2,
    async prepare() {
      if (publisher) return;
      publisher = await startPublisher();
      const { url } = publisher;
      await Promise.all(
        ids.map(async (id) => {
          const measured = (await sources.get(sourceId))!;
          const lastReadAt = instant(new Date()); // so that none need be read in full again
          await sources.add({ ...measured, status: 'active', id, url, intervalSeconds: 1_800, lastReadAt });
        }),
      );
      await rest(caravan);
      publisher.answer = (response) => response.writeHead(304).end();
      await minutes(31); // each comes into its slot
    },
    run: () => minutes(30),
    counts: ({ function: caller }) => caller === schedule,
    async close() {
      await wake(caravan);
      for (const id of ids) await sources.remove(id);
      await publisher?.stop();
    },
  };
}
