import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { scanPages } from '../../platform/dynamodb/pages.ts';
import { shardOf } from '../../platform/dynamodb/dueIndex.ts';
import { readRow, schemaVersion, Table, unlessConditionFails, updateOf } from '../../platform/dynamodb/table.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { pollFailureSchema, sourceSchema } from './source.ts';
import { partitionOf } from './slots.ts';
import type { Slot } from './slots.ts';
import type { HubLease, PollFailure, Source } from './source.ts';

export const sourceKey = (id: string) => ({ pk: `SOURCE#${id}`, sk: 'SOURCE' });
/** The list of what was seen stands apart, so that the row that every poll reads and writes stays under 1 kB. */
const seenKey = (id: string) => ({ pk: `SOURCE#${id}`, sk: 'SEEN' });
/** The last failures, for the operator: written where a failure is a new one. */
const failuresKey = (id: string) => ({ pk: `SOURCE#${id}`, sk: 'FAILURES' });
export const sourcesDueIndex = 'due';

/** Others have no feed (own/ownSource.ts). */
const isPolled = (row: Record<string, unknown>): boolean => row.kind === undefined;

type Condition = Pick<
  UpdateCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/** Where a source stands in the due index: in its slot, or by its time. */
const placeInIndex = (id: string, dueAt: EpochSeconds, slot?: Slot) =>
  slot === undefined ? { dueShard: shardOf(id), dueAt } : { dueShard: partitionOf(slot), dueAt: 0 };

/** A change with what it means to the due index: only active sources stand in it. */
const indexed = (id: string, patch: Partial<Source>) => ({
  ...patch,
  ...(patch.nextPollAt !== undefined && placeInIndex(id, patch.nextPollAt)),
  ...(patch.status !== undefined && patch.status !== 'active' && { dueShard: undefined, dueAt: undefined }),
  ...('pollAgainAt' in patch && { pollAgainShard: patch.pollAgainAt && shardOf(id) }),
});

const dueThen = (dueAt: EpochSeconds): Condition => ({
  ConditionExpression: '#nextPollAt = :expecting AND #status = :active',
  ExpressionAttributeNames: { '#nextPollAt': 'nextPollAt', '#status': 'status' },
  ExpressionAttributeValues: { ':expecting': dueAt, ':active': 'active' },
});

/** All that Caravan keeps of the feeds that it polls. Rows are parsed when read: a malformed one is an error with its id. */
export class SourcesTable extends Table {
  async get(id: string): Promise<Source | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: sourceKey(id), ConsistentRead: true }),
    );
    return Item && isPolled(Item) ? readRow(sourceSchema, Item) : undefined;
  }

  /** @returns false where a source with this id stands already, of whatever kind */
  async add(source: Source): Promise<boolean> {
    const row = {
      ...source,
      ...placeInIndex(source.id, source.nextPollAt),
      ...sourceKey(source.id),
      schemaVersion,
    };
    return unlessConditionFails(
      this.client.send(
        new PutCommand({ TableName: this.table, Item: row, ConditionExpression: 'attribute_not_exists(pk)' }),
      ),
    );
  }

  /**
   * Changes a source. `nextPollAt` and `status` keep the due index right: only active sources stand in it, and this one
   * by its time.
   * @param expecting the row's due time that the change builds on; omitted for an operator's change
   * @returns false where the row is gone, or was due at another time or paused meanwhile
   */
  async change(id: string, patch: Partial<Source>, expecting?: EpochSeconds): Promise<boolean> {
    return this.update(
      id,
      updateOf(indexed(id, patch)),
      expecting === undefined
        ? {
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#kind)',
            ExpressionAttributeNames: { '#kind': 'kind' },
          }
        : dueThen(expecting),
    );
  }

  /**
   * Writes what a poll that went well leaves. A push that came while it ran has said when the next poll is due, and
   * this same write heeds it.
   * @param slot where it goes on at an even pace: a poll that changes nothing of that moves nothing in the due index
   * @param dueAt what the poll was due at
   * @returns false where the row is gone, or was due at another time or paused meanwhile
   */
  async finishPoll(
    id: string,
    patch: Partial<Source> & Pick<Source, 'nextPollAt'>,
    slot: Slot | undefined,
    dueAt: EpochSeconds,
  ): Promise<boolean> {
    const { UpdateExpression, ...update } = updateOf({
      ...patch,
      ...placeInIndex(id, patch.nextPollAt, slot),
      pollAgainAt: undefined,
      pollAgainShard: undefined,
    });
    const heeding = UpdateExpression.replace(
      /#(nextPollAt|dueAt|dueShard) = :\w+/g,
      (set, name: string) =>
        `#${name} = if_not_exists(#pollAgain${name === 'dueShard' ? 'Shard' : 'At'}, ${set.split(' = ')[1]})`,
    );
    return this.update(id, { ...update, UpdateExpression: heeding }, dueThen(dueAt));
  }

  /**
   * Changes how a source's subscription stands, field by field, so that nobody's change is written over.
   * @param push with the hub and topic that the change is about
   * @returns false where the source is gone, or has another hub or topic by now
   */
  async changePush(id: string, { hub, topic }: HubLease, patch: Partial<Omit<HubLease, 'topic'>>): Promise<boolean> {
    return this.update(id, updateOf(patch, 'push'), {
      ConditionExpression: '#push.#hub = :hubStill AND #push.#topic = :topicStill',
      ExpressionAttributeNames: { '#hub': 'hub', '#topic': 'topic' },
      ExpressionAttributeValues: { ':hubStill': hub, ':topicStill': topic },
    });
  }

  private update(id: string, update: ReturnType<typeof updateOf>, condition: Condition): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new UpdateCommand({
          TableName: this.table,
          Key: sourceKey(id),
          ...update,
          ...condition,
          ExpressionAttributeNames: { ...update.ExpressionAttributeNames, ...condition.ExpressionAttributeNames },
          ...((update.ExpressionAttributeValues ?? condition.ExpressionAttributeValues) && {
            ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...condition.ExpressionAttributeValues },
          }),
        }),
      ),
    );
  }

  async remove(id: string): Promise<boolean> {
    for (const key of [seenKey(id), failuresKey(id)])
      await this.client.send(new DeleteCommand({ TableName: this.table, Key: key }));
    const { Attributes } = await this.client.send(
      new DeleteCommand({ TableName: this.table, Key: sourceKey(id), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  }

  /** The compact list of what the last documents held (seenList.ts); empty bytes where there was none. */
  async getSeen(id: string): Promise<Uint8Array> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: seenKey(id), ConsistentRead: true }),
    );
    return Item ? z.parse(z.instanceof(Uint8Array), Item.seen) : new Uint8Array();
  }

  async putSeen(id: string, seen: Uint8Array): Promise<void> {
    await this.client.send(new PutCommand({ TableName: this.table, Item: { ...seenKey(id), seen } }));
  }

  /** The last failed polls, newest first. */
  async getFailures(id: string): Promise<PollFailure[]> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: failuresKey(id) }));
    return Item ? z.parse(z.array(pollFailureSchema), Item.failures) : [];
  }

  async putFailures(id: string, failures: readonly PollFailure[]): Promise<void> {
    await this.client.send(new PutCommand({ TableName: this.table, Item: { ...failuresKey(id), failures } }));
  }

  /** Every source: for operators only, as it reads the whole table. */
  async *all(): AsyncGenerator<Source> {
    const pages = scanPages(this.client, {
      TableName: this.table,
      FilterExpression: 'sk = :source',
      ExpressionAttributeValues: { ':source': 'SOURCE' },
    });
    for await (const { Items = [] } of pages)
      for (const item of Items) if (isPolled(item)) yield readRow(sourceSchema, item);
  }
}
