import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Table } from '../../platform/dynamodb/table.ts';
import { instantSchema } from '../../platform/values/schema.ts';
import { instant, secondsOf } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';

const pinsPartition = 'PINS';
const pinSchema = z.object({ articleId: z.string(), pinnedAt: instantSchema, until: instantSchema });
/** An editor's word that an article must be read, until a time. */
export type Pin = z.infer<typeof pinSchema>;

/** The pins of editors, in the Articles table: few rows, read in one query. */
export class PinsTable extends Table {
  /** Pins an article; one that is pinned already is pinned anew. */
  async pin(articleId: string, until: Instant, now: Date): Promise<void> {
    const row = { articleId, pinnedAt: instant(now), until, expireAt: secondsOf(until) };
    await this.client.send(
      new PutCommand({ TableName: this.table, Item: { pk: pinsPartition, sk: articleId, ...row } }),
    );
  }

  async unpin(articleId: string): Promise<void> {
    await this.client.send(new DeleteCommand({ TableName: this.table, Key: { pk: pinsPartition, sk: articleId } }));
  }

  /** Those that hold, the last pinned first. */
  async standing(now: Date): Promise<Pin[]> {
    const pages = this.pages({
      KeyConditionExpression: 'pk = :pins',
      ExpressionAttributeValues: { ':pins': pinsPartition },
    });
    const pins: Pin[] = [];
    for await (const items of pages) pins.push(...items.map((item) => pinSchema.parse(item)));
    return pins
      .filter(({ until }) => until > instant(now))
      .toSorted((one, other) => (one.pinnedAt < other.pinnedAt ? 1 : -1));
  }
}
