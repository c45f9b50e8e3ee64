import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { createHash } from 'node:crypto';
import type { Documents } from '../aws/documents.ts';
import { queryPages } from './pages.ts';
import type { EpochSeconds } from '../values/time.ts';
import { chunks } from './batches.ts';

/** How many partitions a due index is spread over, so that a million rows do not meet in one. */
const shardCount = 16;

/** The shard of a due index that an id always falls into. */
export const shardOf = (id: string): string =>
  `due-${createHash('sha256').update(id).digest().readUInt8(0) % shardCount}`;

export const allShards: readonly string[] = Array.from({ length: shardCount }, (_, index) => `due-${index}`);

/** A sharded due index: partition key `dueShard`, sort key as named (epoch seconds). */
export interface DueIndex {
  readonly table: string;
  readonly name: string;
  readonly sortKey: string;
}

type Row = Record<string, unknown>;

/** Rows to a page, where many partitions are read side by side. */
const pageSize = 500;

/**
 * Rows of an index that one look takes: what they cost to read is about what a query of each shard costs that finds
 * nothing.
 */
const smallIndex = 200;
const lookAgainSeconds = 600;
/** Indexes that were too long for one look, until when nobody looks again, by table and name. */
const long = new Map<string, number>();

/**
 * All of an index that is short enough to be seen at once: one call in place of one for each partition, and with nothing
 * in it the only one of a minute.
 * @returns undefined where it is longer, which is found out anew every ten minutes
 */
export async function rowsIfFew(
  client: Documents,
  index: Pick<DueIndex, 'table' | 'name'>,
  now: EpochSeconds,
): Promise<Row[] | undefined> {
  const key = `${index.table}/${index.name}`;
  if ((long.get(key) ?? 0) > now) return undefined;
  const rows = await lookAt(client, index);
  if (rows === undefined) long.set(key, now + lookAgainSeconds);
  return rows;
}

/** One look at an index. @returns undefined where it is too long for that */
async function lookAt(
  client: Documents,
  { table, name }: Pick<DueIndex, 'table' | 'name'>,
): Promise<Row[] | undefined> {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({ TableName: table, IndexName: name, Limit: smallIndex }),
  );
  return LastEvaluatedKey === undefined ? Items : undefined;
}

/** What is due in an index that is short enough to be seen at once, earliest first. */
async function dueAtOneLook(client: Documents, index: DueIndex, now: EpochSeconds) {
  const dueOf = (row: Row) => Number(row[index.sortKey]);
  const rows = await rowsIfFew(client, index, now);
  return rows?.filter((row) => dueOf(row) <= now).toSorted((one, other) => dueOf(one) - dueOf(other));
}

/**
 * What a due index holds for now or earlier, earliest first within a shard, a page at a time; nothing else of a long
 * one is read.
 */
export async function* dueRows(client: Documents, index: DueIndex, now: EpochSeconds): AsyncGenerator<Row[]> {
  const few = await dueAtOneLook(client, index, now);
  if (few !== undefined) {
    if (few.length > 0) yield few;
    return;
  }
  for (const shard of allShards) {
    for await (const { Items } of queryPages(client, dueIn(shard, index, now))) if (Items?.length) yield Items;
  }
}

/** Queries under way at once: the client has no more connections. */
const mostAtOnce = 50;

/** The pages of queries, as they come: each query waits with its next page until the one before was taken. */
export async function* pagesSideBySide(
  client: Documents,
  queries: readonly QueryCommandInput[],
): AsyncGenerator<Row[]> {
  for (const some of chunks(queries, mostAtOnce)) {
    const reading = new Map(
      some.map((query, index) => {
        const pages = queryPages(client, { ...query, Limit: pageSize });
        return [index, { pages, next: begun(pages) }];
      }),
    );
    while (reading.size > 0) {
      const arrivals = [...reading].map(async ([index, { next }]) => ({ index, page: await next }));
      const { index, page } = await Promise.race(arrivals);
      const { pages } = reading.get(index)!;
      if (page.done === true) reading.delete(index);
      else {
        reading.set(index, { pages, next: begun(pages) });
        if (page.value.Items?.length) yield page.value.Items;
      }
    }
  }
}

/** The next page: that nobody waits for it any more, where another query has failed, is no fault of its own. */
function begun<Page>(pages: AsyncGenerator<Page, unknown>): Promise<IteratorResult<Page, unknown>> {
  const next = pages.next();
  next.catch(() => undefined);
  return next;
}

/** What it holds for a moment or later: what waits longest. */
export async function* waitingRows(client: Documents, index: DueIndex, from: EpochSeconds): AsyncGenerator<Row[]> {
  const few = await lookAt(client, index);
  if (few !== undefined) {
    yield few.filter((row) => Number(row[index.sortKey]) >= from);
    return;
  }
  for (const shard of allShards) {
    const query = { ...dueIn(shard, index, from), KeyConditionExpression: 'dueShard = :shard AND #due >= :now' };
    for await (const { Items } of queryPages(client, query)) if (Items?.length) yield Items;
  }
}

/**
 * The rows that have been due longest, over all shards, earliest first, at most so many. The shards are merged as they
 * are read: a million rows may be due, and no more of them is read than is taken, but for a page of each shard.
 * @param limit how many, or who says it: nobody is asked where nothing is due
 */
export async function earliestDue(
  client: Documents,
  index: DueIndex,
  now: EpochSeconds,
  limit: number | (() => Promise<number>),
): Promise<Row[]> {
  const few = await dueAtOneLook(client, index, now);
  if (few?.length === 0) return [];
  const most = typeof limit === 'number' ? limit : await limit();
  return few === undefined ? merged(client, index, now, most) : few.slice(0, most);
}

async function merged(client: Documents, index: DueIndex, now: EpochSeconds, limit: number): Promise<Row[]> {
  const shards = await Promise.all(
    allShards.map(async (shard) => {
      const rows = rowsOf(client, { ...dueIn(shard, index, now), Limit: Math.min(limit, pageSize) });
      return { rows, head: (await rows.next()).value };
    }),
  );
  const due: Row[] = [];
  while (due.length < limit) {
    const [first] = shards
      .filter(({ head }) => head !== undefined)
      .toSorted((one, other) => Number(one.head?.[index.sortKey]) - Number(other.head?.[index.sortKey]));
    if (first?.head === undefined) break;
    due.push(first.head);
    first.head = (await first.rows.next()).value;
  }
  return due;
}

async function* rowsOf(client: Documents, query: QueryCommandInput): AsyncGenerator<Row, undefined> {
  for await (const { Items = [] } of queryPages(client, query)) yield* Items;
  return undefined;
}

/** How many rows an index holds that fall due up to a moment, or at all where none is said. */
export async function countDue(
  client: Documents,
  index: DueIndex,
  until = Number.MAX_SAFE_INTEGER as EpochSeconds,
): Promise<number> {
  const few = await lookAt(client, index);
  if (few !== undefined) return few.filter((row) => Number(row[index.sortKey]) <= until).length;
  const ofShard = async (shard: string) => {
    let count = 0;
    for await (const { Count = 0 } of queryPages(client, { ...dueIn(shard, index, until), Select: 'COUNT' as const }))
      count += Count;
    return count;
  };
  return (await Promise.all(allShards.map(ofShard))).reduce((sum, count) => sum + count, 0);
}

/** The query of a partition of a due index for what is due. */
export const dueIn = (shard: string, { table, name, sortKey }: DueIndex, now: EpochSeconds): QueryCommandInput => ({
  TableName: table,
  IndexName: name,
  KeyConditionExpression: 'dueShard = :shard AND #due <= :now',
  ExpressionAttributeNames: { '#due': sortKey },
  ExpressionAttributeValues: { ':shard': shard, ':now': now },
});
