import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { getBatch, writeBatch } from '../../platform/dynamodb/batches.ts';
import { countDue, dueRows, shardOf } from '../../platform/dynamodb/dueIndex.ts';
import type { DueIndex } from '../../platform/dynamodb/dueIndex.ts';
import { readRow, schemaVersion, Table } from '../../platform/dynamodb/table.ts';
import { plusSeconds, secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { deliverySchema, deliveryStatuses } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import type { Entered } from './deliveryAudit.ts';

/**
 * An endpoint's place in the ledger, and the place of one version of an article in the endpoint's part, in the log's
 * order.
 */
export interface LedgerPlace {
  readonly partnerId: string;
  readonly endpointId: string;
  readonly seq: number;
  readonly articleId: string;
  readonly version: number;
  /** The row that tells of its end, beside the one that told of it. */
  readonly end?: true | undefined;
}

const partition = (partnerId: string, endpointId: string) => `ENDPOINT#${partnerId}#${endpointId}`;
const endMark = '#END';
const padded = (seq: number) => String(seq).padStart(12, '0');
const rowKey = ({ partnerId, endpointId, seq, articleId, version, end }: LedgerPlace) => ({
  pk: partition(partnerId, endpointId),
  sk: `${padded(seq)}#${articleId}#${version}${end ? endMark : ''}`,
});

/** The attributes of a row that say whether its delivery is done, or comes again. */
const enteredSchema = z.object({
  sk: z.string(),
  seq: z.int(),
  status: z.enum(deliveryStatuses),
  dueAt: z.optional(z.int()),
  dueShard: z.optional(z.string()),
});

function placeOf(row: Record<string, unknown>): LedgerPlace {
  const { pk, sk } = z.parse(z.object({ pk: z.string(), sk: z.string() }), row);
  const [, partnerId = '', endpointId = ''] = pk.split('#');
  const [seq = '', articleId = '', version = '', end] = sk.split('#');
  return {
    partnerId,
    endpointId,
    seq: Number(seq),
    articleId,
    version: Number(version),
    ...(end !== undefined && { end: true as const }),
  };
}

const keptSeconds = 30 * 86_400;

const itemOf = (delivery: Delivery) => ({
  ...delivery,
  ...rowKey(delivery),
  schemaVersion,
  expireAt: plusSeconds(secondsOf(delivery.createdAt), keptSeconds),
  ...(delivery.dueAt !== undefined && { dueShard: shardOf(`${delivery.endpointId}${delivery.seq}`) }),
});

/** The ledger: what was sent of each version of each article to each endpoint. One write a delivery that succeeds. */
export class DeliveriesTable extends Table {
  /** Rows by their places; what was never attempted is not in the answer. */
  async getMany(places: readonly LedgerPlace[]): Promise<Delivery[]> {
    const rows = await getBatch(this.client, this.table, places.map(rowKey), true);
    return rows.map((row) => readRow(deliverySchema, row));
  }

  /**
   * Writes a row. Its endpoint's message group has one worker at a time, so nobody writes between its reading and this.
   */
  async put(delivery: Delivery): Promise<void> {
    await this.client.send(new PutCommand({ TableName: this.table, Item: itemOf(delivery) }));
  }

  /** The same for several rows of different places, in one call. */
  async putAll(deliveries: readonly Delivery[]): Promise<void> {
    await writeBatch(
      this.client,
      this.table,
      deliveries.map((delivery) => ({ PutRequest: { Item: itemOf(delivery) } })),
    );
  }

  /**
   * An endpoint's ledger from a place in the log on, in its order.
   * @returns undefined where there are more rows than so many
   */
  async from(
    { partnerId, endpointId }: Pick<LedgerPlace, 'partnerId' | 'endpointId'>,
    seq: number,
    most: number,
  ): Promise<Delivery[] | undefined> {
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :endpoint AND sk >= :seq',
        ExpressionAttributeValues: { ':endpoint': partition(partnerId, endpointId), ':seq': padded(seq) },
        Limit: most,
        ConsistentRead: true,
      }),
    );
    return LastEvaluatedKey === undefined ? Items.map((item) => readRow(deliverySchema, item)) : undefined;
  }

  /**
   * An endpoint's deliveries, the newest article first.
   * @param before the sequence number to go on from; from the newest unless told
   * @param consistent also sees what was written a moment ago, at twice the units
   */
  async ofEndpoint(
    { partnerId, endpointId }: Pick<LedgerPlace, 'partnerId' | 'endpointId'>,
    limit: number,
    before?: number,
    consistent = false,
  ): Promise<Delivery[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: `pk = :endpoint${before === undefined ? '' : ' AND sk < :before'}`,
        ExpressionAttributeValues: {
          ':endpoint': partition(partnerId, endpointId),
          ...(before !== undefined && { ':before': padded(before) }),
        },
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: consistent,
      }),
    );
    return Items.map((item) => readRow(deliverySchema, item));
  }

  /**
   * An endpoint's ledger between two places of the log, both included, by the place. Eventually consistent,
   * at half the price: for what is minutes old.
   */
  async between(
    { partnerId, endpointId }: Pick<LedgerPlace, 'partnerId' | 'endpointId'>,
    first: number,
    last: number,
  ): Promise<Map<number, Entered>> {
    const pages = this.pages({
      KeyConditionExpression: 'pk = :endpoint AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':endpoint': partition(partnerId, endpointId),
        ':first': padded(first),
        ':last': `${padded(last)}~`,
      },
      ProjectionExpression: 'pk, sk, schemaVersion, seq, #status, dueAt, dueShard',
      ExpressionAttributeNames: { '#status': 'status' },
    });
    const entered = new Map<number, Entered>();
    for await (const items of pages) {
      for (const item of items) {
        const { sk, seq, status, dueAt, dueShard } = readRow(enteredSchema, item);
        if (sk.endsWith(endMark)) continue; // of another question: the announcement itself was told
        entered.set(seq, status === 'pending' && (dueAt === undefined || dueShard === undefined) ? 'stuck' : status);
      }
    }
    return entered;
  }

  /** Deliveries to be tried again now, a page at a time; no scan. */
  async *due(now: EpochSeconds): AsyncGenerator<(LedgerPlace & { dueAt: number })[]> {
    for await (const page of dueRows(this.client, this.dueIndex, now)) {
      yield page.map((row) => ({ ...placeOf(row), dueAt: z.parse(z.int(), row.dueAt) }));
    }
  }

  /** How many wait for their next try, whether it is due or not. */
  pending(): Promise<number> {
    return countDue(this.client, this.dueIndex);
  }

  private get dueIndex(): DueIndex {
    return { table: this.table, name: 'due', sortKey: 'dueAt' };
  }
}
