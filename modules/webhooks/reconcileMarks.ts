import * as z from 'zod/mini';
import { writeBatch } from '../../platform/dynamodb/batches.ts';
import { readRow, schemaVersion, Table } from '../../platform/dynamodb/table.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import type { Endpoint } from './endpoint.ts';

type Owner = Pick<Endpoint, 'partnerId' | 'id'>;
const partition = 'RECONCILED';
const markSchema = z.object({ endpointId: z.string(), seq: z.int() });

/**
 * A mark that has not moved for so long is of an endpoint that is gone, or says no more than how far back the
 * reconciler looks.
 */
const keptSeconds = 7 * 86_400;

/**
 * Up to where in the log everything is accounted for, of each endpoint, in the Deliveries table: side by side, so that
 * one query reads them all. One that is lost, or put back, makes the reconciler read again what it has read.
 */
export class ReconcileMarks extends Table {
  /** By the endpoint's id. */
  async all(): Promise<Map<string, number>> {
    const pages = this.pages({ KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': partition } });
    const marks = new Map<string, number>();
    for await (const items of pages) {
      for (const item of items) {
        const { endpointId, seq } = readRow(markSchema, item);
        marks.set(endpointId, seq);
      }
    }
    return marks;
  }

  async put(moved: readonly { readonly endpoint: Owner; readonly seq: number }[], now: Date): Promise<void> {
    const expireAt = plusSeconds(epochSeconds(now), keptSeconds);
    await writeBatch(
      this.client,
      this.table,
      moved.map(({ endpoint: { partnerId, id }, seq }) => ({
        PutRequest: { Item: { pk: partition, sk: `${partnerId}#${id}`, endpointId: id, seq, schemaVersion, expireAt } },
      })),
    );
  }
}
