import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Documents } from '../../platform/aws/documents.ts';
import { queryPages } from '../../platform/dynamodb/pages.ts';
import { getBatch } from '../../platform/dynamodb/batches.ts';
import { countIn } from '../../platform/dynamodb/limits.ts';
import { allShards, countDue, earliestDue, shardOf } from '../../platform/dynamodb/dueIndex.ts';
import type { DueIndex } from '../../platform/dynamodb/dueIndex.ts';
import { readRow, schemaVersion, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { epochSecondsSchema } from '../../platform/values/schema.ts';
import { plusSeconds, secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { alikeKey } from './preferences.ts';
import { subscriberSchema } from './subscriber.ts';
import type { Subscriber } from './subscriber.ts';

/** Keys of the Subscribers table: subscribers stand in a few partitions, so that an operator's list needs no scan. */
export const subscriberPartition = (shard: string) => `SUBSCRIBERS#${shard}`;
export const subscriberKey = (id: string) => ({ pk: subscriberPartition(shardOf(id)), sk: id });

/** How long a row stays that no digest goes to: whoever never pressed the button, and whoever left, is forgotten. */
const keptDays: Partial<Record<Subscriber['status'], number>> = { pending: 7, left: 90 };
const maxTries = 5;

export interface DueDigest {
  readonly subscriberId: string;
  readonly dueAt: EpochSeconds;
  /** Readers for whom it is the same may share a mail; rows of an earlier release have none. */
  readonly alike?: string | undefined;
}

const dueRowSchema = z.object({ sk: z.string(), dueAt: epochSecondsSchema, alike: z.optional(z.string()) });

/** Readers by mail, in the Subscribers table. */
export class SubscribersTable {
  private readonly client: Documents;
  private readonly table: string;

  constructor(client: Documents, table: string) {
    this.client = client;
    this.table = table;
  }

  async get(id: string): Promise<Subscriber | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: subscriberKey(id), ConsistentRead: true }),
    );
    return Item && readRow(subscriberSchema, Item);
  }

  /** As they are at this moment; those who do not exist are not in the answer. */
  async getMany(ids: readonly string[]): Promise<Map<string, Subscriber>> {
    const rows = await getBatch(this.client, this.table, ids.map(subscriberKey), true);
    return new Map(rows.map((row) => readRow(subscriberSchema, row)).map((subscriber) => [subscriber.id, subscriber]));
  }

  /**
   * Writes a row, if it still is what it was made of.
   * @param before undefined where there was none
   * @returns the row as written; undefined where somebody was faster
   */
  async put(next: Subscriber, before: Subscriber | undefined): Promise<Subscriber | undefined> {
    const row: Subscriber = { ...next, revision: (before?.revision ?? 0) + 1 };
    const days = keptDays[row.status];
    const put = new PutCommand({
      TableName: this.table,
      Item: {
        ...row,
        ...subscriberKey(row.id),
        schemaVersion,
        ...(row.dueAt !== undefined && { dueShard: shardOf(row.id), alike: alikeKey(row.preferences) }),
        ...(days !== undefined && { expireAt: plusSeconds(secondsOf(row.asked?.at ?? row.statusAt), days * 86_400) }),
      },
      ...(before
        ? { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': before.revision } }
        : { ConditionExpression: 'attribute_not_exists(pk)' }),
    });
    return (await unlessConditionFails(this.client.send(put))) ? row : undefined;
  }

  /**
   * Changes a row by a function of it, which is asked again where somebody wrote in between.
   * @param known the row, where it was just read
   * @returns the row as it is now, changed or not; undefined where there is none
   */
  async change(
    id: string,
    next: (row: Subscriber) => Subscriber | undefined,
    known?: Subscriber,
  ): Promise<Subscriber | undefined> {
    let before = known ?? (await this.get(id));
    for (let tries = 0; tries < maxTries; tries++) {
      if (before === undefined) return undefined;
      const after = next(before);
      if (after === undefined) return before;
      const written = await this.put(after, before);
      if (written) return written;
      before = await this.get(id);
    }
    throw new Error(`The subscriber ${id} is being changed by others, ${maxTries} times running: try again.`);
  }

  async remove(id: string): Promise<boolean> {
    const { Attributes } = await this.client.send(
      new DeleteCommand({ TableName: this.table, Key: subscriberKey(id), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }

  /** Every reader by mail, a shard after the other. */
  async *all(): AsyncGenerator<Subscriber> {
    for (const shard of allShards) {
      const pages = queryPages(this.client, {
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': subscriberPartition(shard) },
      });
      for await (const { Items = [] } of pages) for (const item of Items) yield readRow(subscriberSchema, item);
    }
  }

  /** The digests that have been due longest, earliest first. @param limit asked for where something may be due */
  async due(now: EpochSeconds, limit: number | (() => Promise<number>)): Promise<DueDigest[]> {
    const rows = await earliestDue(this.client, this.dueIndex, now, limit);
    return rows
      .map((row) => z.parse(dueRowSchema, row))
      .map(({ sk, dueAt, alike }) => ({ subscriberId: sk, dueAt, alike }));
  }

  /** Active readers of a shard who stand in no due index: nothing else of it leaves the table. */
  async *neverDue(shard: string): AsyncGenerator<Subscriber> {
    const pages = queryPages(this.client, {
      TableName: this.table,
      KeyConditionExpression: 'pk = :pk',
      FilterExpression: '#status = :active AND (attribute_not_exists(dueAt) OR attribute_not_exists(dueShard))',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':pk': subscriberPartition(shard),
        ':active': 'active' satisfies Subscriber['status'],
      },
    });
    for await (const { Items = [] } of pages) for (const item of Items) yield readRow(subscriberSchema, item);
  }

  /** How many digests have been due since a moment or longer. */
  overdue(since: EpochSeconds): Promise<number> {
    return countDue(this.client, this.dueIndex, since);
  }

  /**
   * Counts what somebody did.
   * @param who a pseudonym
   * @returns how often in this window of time, this once included
   */
  count(what: string, who: string, now: EpochSeconds, windowSeconds: number): Promise<number> {
    return countIn(this.client, this.table, { what, who, now, windowSeconds });
  }

  private get dueIndex(): DueIndex {
    return { table: this.table, name: 'due', sortKey: 'dueAt' };
  }
}
