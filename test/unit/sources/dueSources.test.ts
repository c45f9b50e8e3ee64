import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DueSources } from '../../../modules/sources/dueSources.ts';
import { enqueueDuePolls } from '../../../modules/sources/enqueueDuePolls.ts';
import type { PollsQueue } from '../../../modules/sources/pollsQueue.ts';
import { momentFrom, partitionOf, slotOf } from '../../../modules/sources/slots.ts';
import type { Source } from '../../../modules/sources/source.ts';
import { shardOf } from '../../../platform/dynamodb/dueIndex.ts';
import { plusSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { aSource } from '../../helpers/records.ts';

const start = 1_800_000_000 as EpochSeconds;
const minute = 60;
const hour = 60 * minute;
let tables = 0;

type Row = Source & { dueShard?: string; dueAt?: number };

/** A table of sources at even paces, whose polls are done as soon as they are asked for, unless they are lost. */
class Sources {
  readonly rows = new Map<string, Row>();
  readonly polled: { id: string; at: EpochSeconds }[] = [];
  readonly calls: number[] = [];
  lost: (id: string) => boolean = () => false;
  refuses = false;
  #lastBeat: { lastBeat: number } | undefined;
  #now = start;
  readonly #due: DueSources;

  constructor(count: number, paceOf: (index: number) => number) {
    for (let index = 0; index < count; index++) {
      const id = `source-${index}`;
      const slot = slotOf(id, paceOf(index))!;
      const nextPollAt = momentFrom(slot, start);
      this.rows.set(id, { ...aSource({ id, nextPollAt }), dueShard: partitionOf(slot), dueAt: 0 });
    }
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
    this.#due = new DueSources(
      Object.assign(client, { send: (command: Command) => this.#answer(command) }),
      `T${(tables += 1)}`,
    );
  }

  /** A run of the schedule. */
  async run(at: EpochSeconds): Promise<void> {
    this.#now = at;
    await enqueueDuePolls(this.#due, { ask: this.#ask } as unknown as PollsQueue, new Date(at * 1_000));
  }

  readonly #ask = async (due: readonly { id: string; nextPollAt: EpochSeconds }[]): Promise<void> => {
    if (this.refuses) throw new Error('SQS is down');
    if (due.length > 0) this.calls.push(Math.ceil(due.length / 10));
    for (const { id, nextPollAt: dueAt } of due) {
      const row = this.rows.get(id)!;
      if (row.nextPollAt > dueAt || this.lost(id)) continue;
      this.polled.push({ id, at: this.#now });
      row.nextPollAt = row.dueShard?.startsWith('every')
        ? momentFrom(this.#slotOf(row), plusSeconds(this.#now, 30))
        : plusSeconds(this.#now, 10 * hour);
      if (!row.dueShard?.startsWith('every')) row.dueAt = row.nextPollAt;
    }
  };

  #slotOf({ dueShard = '' }: Row) {
    const [, minutes, phase] = /^every-(\d+)-min-(\d+)$/.exec(dueShard)!;
    return { pace: Number(minutes) / 5, phase: Number(phase) };
  }

  async #answer({ constructor: { name }, input }: Command): Promise<object> {
    const rows = [...this.rows.values()].filter(({ dueShard }) => dueShard !== undefined);
    if (name === 'ScanCommand')
      return rows.length > 200 ? { Items: rows.slice(0, 200), LastEvaluatedKey: {} } : { Items: rows };
    const values = input.ExpressionAttributeValues ?? {};
    if (name === 'QueryCommand')
      return {
        Items: rows.filter(
          ({ dueShard, dueAt = 0 }) => dueShard === values[':shard'] && dueAt <= Number(values[':now']),
        ),
      };
    if (name === 'GetCommand') return { Item: this.#lastBeat };
    if (name === 'PutCommand') this.#lastBeat = input.Item;
    const [table = '', { Keys: keys = [] } = {}] = Object.entries(input.RequestItems ?? {})[0] ?? [];
    return { Responses: { [table]: keys.map(({ pk }) => this.rows.get(pk.slice('SOURCE#'.length))) } };
  }
}

interface Command {
  readonly input: {
    ExpressionAttributeValues?: Record<string, unknown>;
    Item?: { lastBeat: number };
    RequestItems?: Record<string, { Keys: { pk: string }[] }>;
  };
}

const beats = (count: number) => Array.from({ length: count }, (_, nth) => plusSeconds(start, nth * 5 * minute));
const minutes = (count: number, from = start) =>
  Array.from({ length: count }, (_, nth) => plusSeconds(from, nth * minute));

describe.each([
  ['few', 100],
  ['many', 300],
])('of %s sources', (_, count) => {
  test('each is polled at its pace and no sooner, ten to a call', async () => {
    const sources = new Sources(count, () => 10 * minute);
    for (const at of minutes(60)) await sources.run(at);
    const polls = Map.groupBy(sources.polled, ({ id }) => id);
    expect(polls.size).toBe(count);
    for (const of of polls.values()) {
      expect(of).toHaveLength(6);
      expect(of.slice(1).map(({ at }, index) => at - of[index]!.at)).toEqual(Array(5).fill(600));
    }
    expect(sources.calls.reduce((sum, calls) => sum + calls, 0)).toBeLessThan(sources.polled.length * 0.13);
  });

  test.each([7, 60, 3 * 60, 30 * 60])(
    'after %i minutes without a run, the next one finds all that is due',
    async (missed) => {
      const sources = new Sources(count, (index) => [5, 30, 120, 1_440][index % 4]! * minute);
      await sources.run(start);
      const back = plusSeconds(start, missed * minute);
      const due = [...sources.rows.values()].filter(({ nextPollAt }) => nextPollAt <= back).map(({ id }) => id);
      sources.polled.length = 0;
      await sources.run(back);
      expect(sources.polled.map(({ id }) => id).toSorted()).toEqual(due.toSorted());
    },
  );

  test('where a message cannot be sent, the next run finds it', async () => {
    const sources = new Sources(count, () => 5 * minute);
    await sources.run(start);
    sources.refuses = true;
    for (const at of minutes(3, plusSeconds(start, 300))) await expect(sources.run(at)).rejects.toThrow('SQS is down');
    sources.refuses = false;
    sources.polled.length = 0;
    await sources.run(plusSeconds(start, 300 + 3 * minute));
    expect(sources.polled).toHaveLength(count);
  });

  test('one whose message is lost stays due: it is asked for an hour later, and after twice that, until it is done', async () => {
    const sources = new Sources(count, () => 1_440 * minute);
    const { nextPollAt } = sources.rows.get('source-7')!;
    const asked: number[] = [];
    sources.lost = (id) => {
      if (id === 'source-7') asked.push(0);
      return id === 'source-7' && asked.length < 4;
    };
    for (const at of beats(2 * 288)) await sources.run(at);
    const [first, second] = sources.polled.filter(({ id }) => id === 'source-7');
    expect(first!.at - nextPollAt).toBeGreaterThanOrEqual(4 * hour);
    expect(first!.at - nextPollAt).toBeLessThan(4 * hour + 5 * minute);
    expect(second!.at - nextPollAt).toBeGreaterThanOrEqual(24 * hour);
  });

  test('one that is due at a time of its own is found then, and one at rest never', async () => {
    const sources = new Sources(count, () => 1_440 * minute);
    const at = plusSeconds(start, 90);
    const [own, resting] = ['source-1', 'source-2'].map((id) => sources.rows.get(id)!);
    Object.assign(own!, { dueShard: shardOf('source-1'), dueAt: at, nextPollAt: at });
    Object.assign(resting!, { dueShard: undefined, dueAt: undefined, status: 'paused' });
    for (const run of minutes(60)) await sources.run(run);
    const polledAt = (id: string) => sources.polled.filter((one) => one.id === id).map((one) => one.at);
    expect(polledAt('source-1')).toEqual([start + 2 * minute]);
    expect(polledAt('source-2')).toEqual([]);
  });
});
