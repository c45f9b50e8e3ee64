import { EndpointsTable } from '../modules/webhooks/endpointsTable.ts';
import { endpointKey } from '../modules/webhooks/endpointKeys.ts';
import { EndpointCache } from '../modules/webhooks/fan-out/endpointCache.ts';
import { DueSources } from '../modules/sources/dueSources.ts';
import { subscriberKey, SubscribersTable } from '../modules/subscribers/subscribersTable.ts';
import { chunks, writeBatch } from '../platform/dynamodb/batches.ts';
import { shardOf } from '../platform/dynamodb/dueIndex.ts';
import { schemaVersion } from '../platform/dynamodb/table.ts';
import { randomUUID } from 'node:crypto';
import { epochSeconds } from '../platform/values/time.ts';
import { anEndpoint } from '../test/helpers/records.ts';
import { startTableWithDue } from '../test/helpers/tableWithDue.ts';
import type { TableWithDue } from '../test/helpers/tableWithDue.ts';
import { number, table, units } from './report.ts';

/** What a unit of work takes of DynamoDB where there are so many of what it works among. */
export interface ScaleFigures {
  readonly what: string;
  readonly of: number;
  readonly calls: number;
  readonly readUnits: number;
}

const dueCount = 100;
const sizes = [100, 1_000, 10_000];
const sourceSizes = [...sizes, 100_000];
const now = new Date();
type Row = Record<string, unknown>;

/** The calls of units of work on tables of growing size: what is flat grows with the work, and not with the whole. */
export async function measureScale(): Promise<ScaleFigures[]> {
  const rows: ScaleFigures[] = [];
  for (const size of sizes) rows.push(...(await fanOut(size)));
  for (const size of sourceSizes) rows.push(await dueSources(size));
  for (const size of sizes) rows.push(await dueReaders(size));
  return rows.toSorted((one, other) => one.what.localeCompare(other.what));
}

async function fanOut(of: number): Promise<ScaleFigures[]> {
  const endpoint = (index: number) =>
    anEndpoint({ id: `wh_${String(index).padStart(24, '0')}`, partnerId: `partner-${index}` });
  const made = (index: number): Row => {
    const one = endpoint(index);
    return { ...one, ...endpointKey(one.partnerId, one.id), schemaVersion };
  };
  return withTable(of, made, async (store) => {
    const endpoints = new EndpointsTable(store.client, store.name);
    const cache = new EndpointCache(endpoints);
    await cache.at(now);
    const one = (what: string) => taken(store, what, of, () => cache.at(now));
    const unchanged = await one('fan-out of an article, webhooks as they were');
    await endpoints.change(endpoint(7), { url: 'https://moved.example' });
    return [unchanged, await one('fan-out of an article, one webhook changed')];
  });
}

const dueSources = (of: number): Promise<ScaleFigures> =>
  withTable(
    of,
    (index) => ({
      pk: `SOURCE#source-${index}`,
      sk: 'SOURCE',
      id: `source-${index}`,
      url: `https://host-${index % 997}.example/feed.xml`,
      dueShard: shardOf(`source-${index}`),
      dueAt: dueAtOf(index),
    }),
    async (store) => {
      const sources = new DueSources(store.client, store.name);
      const run = async () => {
        const { due } = await sources.look(now);
        for await (const page of due) if (page.length === 0) throw new Error('An empty page.');
      };
      await run(); // finds out that the index is long
      return taken(store, `a minute with ${dueCount} polls due`, of, run);
    },
  );

const dueReaders = (of: number): Promise<ScaleFigures> =>
  withTable(
    of,
    (index) => ({ ...subscriberKey(`${index}`), dueShard: shardOf(`${index}`), dueAt: dueAtOf(index), alike: 'a' }),
    async (store) => {
      const subscribers = new SubscribersTable(store.client, store.name);
      const run = () => subscribers.due(epochSeconds(now), 1_000);
      await run();
      return taken(store, `a minute with ${dueCount} digests due`, of, run);
    },
  );

/** The first hundred are due, the others tomorrow. */
const dueAtOf = (index: number): number => epochSeconds(now) + (index < dueCount ? -60 : 86_400);

/** Tables of their own: an index that was found to be long is looked at by its name. */
async function withTable<T>(
  of: number,
  made: (index: number) => Row,
  measure: (store: TableWithDue) => Promise<T>,
): Promise<T> {
  const store = await startTableWithDue('dueAt', `rows-${randomUUID()}`);
  try {
    const rows = Array.from({ length: of }, (_, index) => ({ PutRequest: { Item: made(index) } }));
    for (const some of chunks(rows, 1_000)) await writeBatch(store.client, store.name, some);
    return await measure(store);
  } finally {
    await store.stop();
  }
}

async function taken(
  store: TableWithDue,
  what: string,
  of: number,
  work: () => Promise<unknown>,
): Promise<ScaleFigures> {
  store.taken();
  store.readUnits();
  await work();
  const calls = Object.values(store.taken()).reduce((sum, count) => sum + count, 0);
  return { what, of, calls, readUnits: store.readUnits() };
}

export const scaleReport = (rows: readonly ScaleFigures[]): string =>
  `SCALE: DynamoDB's calls for a unit of work, on tables of growing size; what is flat grows with the work alone
${table(
  ['a unit of work', 'among', 'calls', 'read units'],
  rows.map(({ what, of, calls, readUnits }) => [what, number(of), units(calls), units(readUnits)]),
)}`;
