import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Table } from '../../platform/dynamodb/table.ts';
import { stemPartition } from '../articles/articlesTable.ts';
import type { ListEntry } from '../articles/listEntry.ts';
import type { Reading } from './findable.ts';
import { rowSchema, walk } from './walk.ts';
import type { Found } from './walk.ts';

/** Articles by the stems of their words, in the Articles table: a list for each stem, which `SearchIndex` writes. */
export class SearchTable extends Table {
  /**
   * The newest articles that a question finds, until `limit` of them satisfy `counts`, or as many calls were made as a
   * search may cost.
   * @param before only what stands after this place is found
   */
  find(
    readings: readonly Reading[],
    limit: number,
    counts: (entry: ListEntry) => boolean,
    before?: string,
  ): Promise<Found> {
    return walk(readings, { limit, counts, before }, (stem, place, count) => this.after(stem, place, count));
  }

  /** Rows of a stem after a place, newest first. */
  private async after(stem: string, place: string, count: number) {
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :stem AND sk < :place',
        ExpressionAttributeValues: { ':stem': stemPartition(stem), ':place': place },
        ScanIndexForward: false,
        Limit: count,
      }),
    );
    return { rows: Items.map((item) => rowSchema.parse(item)), end: LastEvaluatedKey === undefined };
  }
}
