import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { getBatch, writeBatch } from '../../platform/dynamodb/batches.ts';
import { readRow, schemaVersion, Table, unlessConditionFails, updateOf } from '../../platform/dynamodb/table.ts';
import { plusSeconds } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { recordedIssueSchema } from './content/recorded.ts';
import type { RecordedIssue } from './content/recorded.ts';
import { digestSchema } from './digest.ts';
import type { Digest } from './digest.ts';

type Place = Pick<Digest, 'subscriberId' | 'dueAt'>;
const partition = (subscriberId: string) => `DIGESTS#${subscriberId}`;
const rowKey = ({ subscriberId, dueAt }: Place) => ({
  pk: partition(subscriberId),
  sk: String(dueAt).padStart(12, '0'),
});

const issueKey = (key: string) => ({ pk: `ISSUE#${key}`, sk: 'ISSUE' });

const keptSeconds = 60 * 86_400;

/** The ledger of digests, in the Deliveries table: a row for each reader and due time. */
export class DigestsTable extends Table {
  /** As they are at this moment; what was never claimed is not in the answer. */
  async getMany(places: readonly Place[]): Promise<Digest[]> {
    const rows = await getBatch(this.client, this.table, places.map(rowKey), true);
    return rows.map((row) => readRow(digestSchema, row));
  }

  /**
   * Writes down that a digest is given to SES now, if nobody has since.
   * @param before the row as it was read; undefined where there was none
   */
  async claim(digest: Digest, before: Digest | undefined): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.table,
      Item: { ...digest, ...rowKey(digest), schemaVersion, expireAt: plusSeconds(digest.dueAt, keptSeconds) },
      ...(before
        ? {
            ConditionExpression: 'attempts = :attempts AND #status = :status',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':attempts': before.attempts, ':status': before.status },
          }
        : { ConditionExpression: 'attribute_not_exists(pk)' }),
    });
    return unlessConditionFails(this.client.send(put));
  }

  /** Changes a row that has one of these statuses; false where it has another by now. */
  async change(
    place: Place,
    from: readonly Digest['status'][],
    patch: Partial<Record<keyof Digest, unknown>>,
  ): Promise<boolean> {
    const set = updateOf(patch);
    const update = new UpdateCommand({
      TableName: this.table,
      Key: rowKey(place),
      ...set,
      ConditionExpression: `#from IN (${from.map((_, index) => `:from${index}`).join(', ')})`,
      ExpressionAttributeNames: { ...set.ExpressionAttributeNames, '#from': 'status' },
      ExpressionAttributeValues: {
        ...set.ExpressionAttributeValues,
        ...Object.fromEntries(from.map((status, index) => [`:from${index}`, status])),
      },
    });
    return unlessConditionFails(this.client.send(update));
  }

  /** A reader's digests, newest first. */
  async ofSubscriber(subscriberId: string, limit: number): Promise<Digest[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partition(subscriberId) },
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => readRow(digestSchema, item));
  }

  /** Removes all that is known of what a reader was sent. */
  async forget(subscriberId: string): Promise<void> {
    const pages = this.pages({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partition(subscriberId) },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    });
    for await (const items of pages)
      await writeBatch(
        this.client,
        this.table,
        items.map((Key) => ({ DeleteRequest: { Key } })),
      );
  }

  /** Writes down what an issue tells, once for all who share it. */
  async putIssue(key: string, issue: RecordedIssue, made: EpochSeconds): Promise<void> {
    await this.client.send(
      new PutCommand({
        TableName: this.table,
        Item: { ...issueKey(key), ...issue, schemaVersion, expireAt: plusSeconds(made, keptSeconds) },
      }),
    );
  }

  /** @returns undefined where it is forgotten, or was made by a release that did not write down enough of it */
  async getIssue(key: string): Promise<RecordedIssue | undefined> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: issueKey(key) }));
    return Item?.sections === undefined ? undefined : readRow(recordedIssueSchema, Item);
  }
}
