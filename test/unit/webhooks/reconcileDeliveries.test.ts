import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { LogEntry } from '../../../modules/articles/articleLog.ts';
import { reconcileLedgers } from '../../../modules/webhooks/audit/reconcileDeliveries.ts';
import type { ReconcileServices } from '../../../modules/webhooks/audit/reconcileDeliveries.ts';
import type { Entered } from '../../../modules/webhooks/deliveryAudit.ts';
import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import type { AskedDelivery } from '../../../modules/webhooks/queues.ts';
import { epochSeconds, instant, plusSeconds } from '../../../platform/values/time.ts';
import { anEndpoint } from '../../helpers/records.ts';

const now = new Date('2026-11-26T12:00:00Z');
const hoursAgo = (hours: number) => instant(new Date(now.getTime() - hours * 3_600_000));
const entryAt = (seq: number, minutesAgo: number): LogEntry => ({
  seq,
  articleId: `art_${seq}`,
  version: 1,
  type: 'article.published',
  source: { id: 'a' },
  topics: [],
  loggedAt: plusSeconds(epochSeconds(now), -60 * minutesAgo),
});

/** The log, the ledgers and the marks in memory: the tables' own behaviour is tested through the twin. */
class World {
  readonly ledgers = new Map<string, Map<number, Entered>>();
  readonly kept = new Map<string, number>();
  asked: AskedDelivery[] = [];
  reads: string[] = [];
  /** Calls until the run dies; never unless told. */
  lives = Infinity;
  readonly parts: ReconcileServices;
  readonly log: readonly LogEntry[];
  readonly endpoints: readonly Endpoint[];

  constructor(log: readonly LogEntry[], endpoints: readonly Endpoint[]) {
    this.log = log;
    this.endpoints = endpoints;
    for (const { id } of endpoints) this.ledgers.set(id, new Map());
    const called = async <T>(result: () => T): Promise<T> => {
      if ((this.lives -= 1) < 0) throw new Error('killed');
      return result();
    };
    this.parts = {
      endpoints: { all: () => called(() => endpoints) },
      log: {
        placeOf: () => called(() => 0),
        read: (after: number, limit: number) =>
          called(() => {
            const rest = log.filter(({ seq }) => seq > after);
            return { entries: rest.slice(0, limit), end: rest.length <= limit };
          }),
      },
      announcedVersions: {
        getMany: (wanted: readonly LogEntry[]) =>
          called(() => wanted.map(({ articleId }) => ({ seq: Number(articleId.slice(4)) }))),
      },
      ledger: {
        between: ({ endpointId }: { endpointId: string }, first: number, last: number) =>
          called(() => {
            this.reads.push(`${endpointId} ${first}-${last}`);
            return new Map([...this.ledgers.get(endpointId)!].filter(([seq]) => seq >= first && seq <= last));
          }),
      },
      marks: {
        all: () => called(() => new Map(this.kept)),
        put: (moved: { endpoint: Endpoint; seq: number }[]) =>
          called(() => {
            for (const { endpoint, seq } of moved) this.kept.set(endpoint.id, seq);
          }),
      },
      queue: {
        send: (messages: AskedDelivery[]) =>
          called(() => {
            this.asked.push(...messages);
          }),
      },
    } as unknown as ReconcileServices;
  }

  /** One run; deliver then makes what was asked for, but for what `lost` names. @returns whether it came to its end */
  async run({
    lives = Infinity,
    steps = Infinity,
    lost = () => false,
  }: { lives?: number; steps?: number; lost?: (seq: number) => boolean } = {}): Promise<boolean> {
    [this.lives, this.asked, this.reads] = [lives, [], []];
    let left = steps;
    const done = await reconcileLedgers(this.parts, now, () => ((left -= 1) >= 0 ? 60_000 : 0)).then(
      (ran) => ran.done,
      () => false,
    );
    for (const {
      message: { endpointId, articleId },
    } of this.asked) {
      const seq = Number(articleId.slice(4));
      if (!lost(seq)) this.ledgers.get(endpointId)!.set(seq, 'delivered');
    }
    return done;
  }

  /** What an endpoint is owed and has not, for so long. */
  lacking({ id, hearsSince }: Endpoint, seconds = 900): number[] {
    return this.log
      .filter(
        ({ seq, loggedAt }) =>
          loggedAt < epochSeconds(now) - seconds &&
          loggedAt > epochSeconds(new Date(hearsSince!)) &&
          !this.ledgers.get(id)!.has(seq),
      )
      .map(({ seq }) => seq);
  }
}

const endpointsHearing = (hours: readonly number[]) =>
  hours.map((since, index) => anEndpoint({ id: `wh_${String(index).padStart(24, '0')}`, hearsSince: hoursAgo(since) }));
const worlds = fc
  .record({
    minutes: fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 40 }),
    hears: fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 60 }),
    had: fc.array(fc.nat(), { maxLength: 300 }),
  })
  .map(({ minutes, hears, had }) => {
    const world = new World(
      minutes.toSorted((one, other) => other - one).map((ago, index) => entryAt(index + 1, ago)),
      endpointsHearing(hears),
    );
    for (const draw of had)
      if (world.log.length > 0)
        world.ledgers
          .get(world.endpoints[draw % world.endpoints.length]!.id)!
          .set(1 + (draw % world.log.length), 'delivered');
    return world;
  });
const runs = fc.array(
  fc.record({
    lives: fc.nat(40),
    steps: fc.nat(4),
    lost: fc.array(fc.integer({ min: 1, max: 40 })).map((seqs) => (seq: number) => seqs.includes(seq)),
  }),
  { maxLength: 6 },
);

describe('runs that die, have no time left, or whose messages are lost', () => {
  test('ask for nothing that was had, mark nothing that is lacking, and come to the end in which nobody lacks anything', () =>
    fc.assert(
      fc.asyncProperty(worlds, runs, async (world, broken) => {
        for (const how of [...broken, {}, {}]) {
          const before = new Map(world.endpoints.map((endpoint) => [endpoint.id, world.lacking(endpoint)]));
          await world.run(how);
          for (const {
            message: { endpointId, articleId },
          } of world.asked)
            expect(before.get(endpointId)).toContain(Number(articleId.slice(4)));
          for (const endpoint of world.endpoints)
            for (const seq of world.lacking(endpoint, -1)) expect(world.kept.get(endpoint.id) ?? 0).toBeLessThan(seq);
        }
        expect(world.endpoints.flatMap((endpoint) => world.lacking(endpoint))).toEqual([]);
        await world.run();
        expect(await world.run()).toBe(true);
        expect([world.asked, world.reads]).toEqual([[], []]);
      }),
    ));
});

test('an endpoint that lacks something makes nobody else read again', async () => {
  const world = new World(
    [1, 2, 3, 4].map((seq) => entryAt(seq, 60)),
    endpointsHearing([5, 5]),
  );
  const [one, other] = world.endpoints.map(({ id }) => id);
  for (const seq of [1, 3]) world.ledgers.get(one!)!.set(seq, 'delivered');
  for (const seq of [1, 2, 3]) world.ledgers.get(other!)!.set(seq, 'delivered');
  await world.run({ lost: () => true });
  expect(Object.fromEntries(world.kept)).toEqual({ [one!]: 1, [other!]: 3 });
  await world.run();
  expect(world.reads).toEqual([`${one} 2-4`, `${other} 4-4`]);
});

test('of what was taken back the ends alone are asked for', async () => {
  const log = [entryAt(1, 60), { ...entryAt(2, 60), type: 'article.withdrawn' as const, previousAt: hoursAgo(2) }];
  const world = new World(log, endpointsHearing([5]));
  const announcedVersions = {
    getMany: () => Promise.resolve(log.map(({ seq }) => ({ seq, takenBack: true }))),
  } as unknown as ReconcileServices['announcedVersions'];
  await reconcileLedgers({ ...world.parts, announcedVersions }, now, () => 60_000);
  expect(world.asked.map(({ message }) => message.articleId)).toEqual(['art_2']);
});

describe('a long log', () => {
  const long = () =>
    new World(
      Array.from({ length: 1_200 }, (_, index) => entryAt(index + 1, 60)),
      endpointsHearing([5, 5]),
    );

  test('is walked page by page; an endpoint is asked of 500 at most in a run, and the rest comes in the next', async () => {
    const world = long();
    const asked: number[] = [];
    for (let run = 0; run < 4; run++) {
      await world.run();
      asked.push(world.asked.length);
    }
    expect(asked).toEqual([1_000, 1_000, 400, 0]);
  });

  test('goes on where the time did not suffice', async () => {
    const world = long();
    for (const { id } of world.endpoints) for (const { seq } of world.log) world.ledgers.get(id)!.set(seq, 'delivered');
    expect(await world.run({ steps: 1 })).toBe(false);
    expect([...world.kept.values()]).toEqual([500, 500]);
    expect(await world.run({ steps: 3 })).toBe(true);
    expect([...world.kept.values()]).toEqual([1_200, 1_200]);
    expect(world.reads).toHaveLength(4);
  });
});
