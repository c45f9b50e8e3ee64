import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { writeBatch } from '../../platform/dynamodb/batches.ts';
import { schemaVersion, ExpiringTable, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { epochSecondsSchema, instantSchema } from '../../platform/values/schema.ts';
import { epochSeconds, plusSeconds, secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds, Instant } from '../../platform/values/time.ts';
import { rowOfAnnounced } from './announcedVersions.ts';
import type { AnnouncedVersion } from './announcedVersions.ts';
import { announcedVersionKey, logEndKey, logKey, logPartition } from './articlesTable.ts';
import { eventTypes, subjectOf } from './event.ts';
import { selectorsSchema } from './filter.ts';
import { announcementOf } from './view.ts';

/** A line of the log: what a filter asks of, and where to find the rest. */
const entrySchema = z.object({
  seq: z.int(),
  /** The article; of an event of a comment, the comment. */
  articleId: z.string(),
  version: z.int(),
  type: z.enum(eventTypes),
  source: z.object({ id: z.string() }),
  topics: z.array(z.object({ slug: z.string() })),
  language: z.optional(z.string()),
  backlog: z.optional(z.literal(true)),
  /** Its article has no date: nothing says that it is old. */
  undated: z.optional(z.literal(true)),
  previous: z.optional(selectorsSchema),
  previousAt: z.optional(instantSchema),
  formerly: z.optional(z.array(selectorsSchema)),
  loggedAt: epochSecondsSchema,
});
export type LogEntry = z.infer<typeof entrySchema>;

/**
 * Longer than publish may run: a number that it drew longer ago than this and has not used by now, it will never use.
 * Until then a reader waits before the gap, so that nothing is ever written behind a reader's back.
 * A second worker's clock may be half a minute off.
 */
const settledAfterSeconds = 90;

/** What is about to be announced. */
export interface Announced extends Pick<AnnouncedVersion, 'event' | 'content'> {
  /** When the article expires, where it does. */
  readonly expiresAt?: Instant | undefined;
}

/**
 * Everything that was ever announced, numbered in one order that never changes, in the Articles table. Publish writes
 * it, before it announces: the numbers, then the log's rows, then the announced versions, each of which counts once. A
 * row of the log whose announced version has another number was left by a publish that died, and is no news.
 */
export class ArticleLog extends ExpiringTable {
  /**
   * Enters what is about to be announced. Entries that stand already stay as they are, so that a batch can be done
   * again. An announced version is kept as long as its article: for the retention, and where that expires later, for
   * the retention after it.
   */
  async enter(announced: readonly Announced[], now: Date): Promise<void> {
    if (announced.length === 0) return;
    const loggedAt = epochSeconds(now);
    const expireAt = plusSeconds(loggedAt, this.retentionSeconds);
    const last = await this.draw(announced.length);
    const announcedVersions = announced.map(({ event, content }, index): AnnouncedVersion => ({
      event,
      content,
      seq: last - announced.length + 1 + index,
      loggedAt,
    }));
    await writeBatch(
      this.client,
      this.table,
      announcedVersions.map((announcedVersion) => ({
        PutRequest: { Item: { ...logKey(announcedVersion.seq), ...entryOf(announcedVersion), expireAt } },
      })),
    );
    await Promise.all(
      announcedVersions.map((announcedVersion, index) => {
        const { expiresAt } = announced[index]!;
        const lasts = Math.max(loggedAt, expiresAt === undefined ? 0 : secondsOf(expiresAt)) as EpochSeconds;
        return this.put(announcedVersion, plusSeconds(lasts, this.retentionSeconds));
      }),
    );
  }

  /**
   * The log after a place in it, as far as it is settled: nothing will ever appear before what this has given.
   * @returns entries in order; `end` where there is no more for now
   */
  async read(after: number, limit: number, now: Date): Promise<{ entries: LogEntry[]; end: boolean }> {
    const { entries, end } = await this.readUnsettled(after, limit);
    const gap = gapIn(entries, after, now);
    return gap === -1 ? { entries, end } : { entries: entries.slice(0, gap), end: true };
  }

  /** The same with whatever stands in it at this moment: for who hears by itself of all that comes from now on. */
  async readUnsettled(after: number, limit: number): Promise<{ entries: LogEntry[]; end: boolean }> {
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :log AND sk > :after',
        ExpressionAttributeValues: { ':log': logPartition, ':after': logKey(after).sk },
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    return { entries: Items.map((item) => entrySchema.parse(item)), end: LastEvaluatedKey === undefined };
  }

  /** The last entries as they stand at this moment, newest first: for who looks at them, and builds on none. */
  async newest(limit: number): Promise<LogEntry[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :log',
        ExpressionAttributeValues: { ':log': logPartition },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Items.map((item) => entrySchema.parse(item));
  }

  /** The last place before which nothing will ever appear any more: where whoever takes all up to now must stop. */
  async settledEnd(now: Date): Promise<number> {
    const recent: LogEntry[] = [];
    const pages = this.pages({
      KeyConditionExpression: 'pk = :log',
      ExpressionAttributeValues: { ':log': logPartition },
      ScanIndexForward: false,
      Limit: 100,
      ConsistentRead: true,
    });
    for await (const items of pages) {
      recent.unshift(...items.map((item) => entrySchema.parse(item)).toReversed());
      if (recent[0] && isSettled(recent[0].loggedAt, now)) break;
    }
    const first = recent[0];
    if (first === undefined) return 0;
    const before = isSettled(first.loggedAt, now) ? first.seq - 1 : 0;
    const gap = gapIn(recent, before, now);
    return (gap === -1 ? recent.at(-1) : recent[gap - 1])?.seq ?? before;
  }

  /** The entries between two places, the first left out: all of it, in order. */
  between(after: number, last: number): AsyncGenerator<LogEntry[]> {
    return this.stretch(after, last, true);
  }

  /** The same from its end, for who may have seen enough before its beginning. */
  backwards(after: number, last: number): AsyncGenerator<LogEntry[]> {
    return this.stretch(after, last, false);
  }

  private async *stretch(after: number, last: number, forward: boolean): AsyncGenerator<LogEntry[]> {
    if (last <= after) return; // DynamoDB refuses a range that ends before it begins
    const pages = this.pages({
      KeyConditionExpression: 'pk = :log AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: { ':log': logPartition, ':first': logKey(after + 1).sk, ':last': logKey(last).sk },
      ScanIndexForward: forward,
      ConsistentRead: true,
    });
    for await (const items of pages) yield items.map((item) => entrySchema.parse(item));
  }

  /** The place after which everything stands that was announced since a moment; found by halving, without an index. */
  async placeOf(since: EpochSeconds): Promise<number> {
    // Numbers are drawn by several workers at once: what stands a little earlier may be a little later.
    const from = plusSeconds(since, -settledAfterSeconds);
    let [low, high] = [1, ((await this.edge(false))?.seq ?? 0) + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const entry = await this.edge(true, middle);
      if (entry === undefined || entry.loggedAt >= from) high = middle;
      else low = entry.seq + 1;
    }
    return low - 1;
  }

  private async edge(forward: boolean, from = 0): Promise<LogEntry | undefined> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :log AND sk >= :from',
        ExpressionAttributeValues: { ':log': logPartition, ':from': logKey(from).sk },
        ScanIndexForward: forward,
        Limit: 1,
      }),
    );
    return Items[0] && entrySchema.parse(Items[0]);
  }

  /** Draws so many numbers; the last of them. */
  private async draw(count: number): Promise<number> {
    const { Attributes } = await this.client.send(
      new UpdateCommand({
        TableName: this.table,
        Key: logEndKey,
        UpdateExpression: 'ADD lastSeq :count',
        ExpressionAttributeValues: { ':count': count },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return z.parse(z.object({ lastSeq: z.int() }), Attributes).lastSeq;
  }

  private put(announcedVersion: AnnouncedVersion, expireAt: EpochSeconds): Promise<boolean> {
    const { id, version } = subjectOf(announcedVersion.event);
    return unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: {
            ...rowOfAnnounced(announcedVersion),
            ...announcedVersionKey(id, version),
            schemaVersion,
            expireAt,
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  }
}

/** The index of the first entry that another may yet appear before; -1 where there is none. */
const gapIn = (entries: readonly LogEntry[], after: number, now: Date): number =>
  entries.findIndex(
    ({ seq, loggedAt }, index) => seq !== (entries[index - 1]?.seq ?? after) + 1 && !isSettled(loggedAt, now),
  );

export const isSettled = (loggedAt: EpochSeconds, now: Date): boolean =>
  plusSeconds(loggedAt, settledAfterSeconds) < epochSeconds(now);

const entryOf = ({ seq, loggedAt, event }: AnnouncedVersion): LogEntry => ({
  ...announcementOf(event),
  formerly: event.formerly,
  seq,
  articleId: subjectOf(event).id,
  version: subjectOf(event).version,
  source: { id: event.article.source.id },
  topics: event.article.topics.map(({ slug }) => ({ slug })),
  ...(event.backlog && event.article.published === undefined && { undated: true as const }),
  loggedAt,
});
