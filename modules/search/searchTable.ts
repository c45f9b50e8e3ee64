import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { writeBatch } from '../../platform/dynamodb/batches.ts';
import { ExpiringTable } from '../../platform/dynamodb/table.ts';
import type { Article } from '../articles/article.ts';
import { placeOf, stemPartition } from '../articles/articlesTable.ts';
import { entryOf } from '../articles/listEntry.ts';
import type { ListChange, ListEntry } from '../articles/listEntry.ts';
import { findableBy } from './findable.ts';
import type { Reading } from './findable.ts';
import { marksOf } from './marks.ts';
import { rowSchema, walk } from './walk.ts';
import type { Found } from './walk.ts';

/**
 * Articles by the stems of their words, in the Articles table: a list for each stem, written by publish as others are.
 */
export class SearchTable extends ExpiringTable {
  /** Brings the rows in step with changes of articles, in their order: the last change of a row wins. */
  async apply(changes: readonly ListChange[]): Promise<void> {
    const rows = new Map<string, Record<string, unknown>>();
    const put = (row: { pk: string; sk: string } & Record<string, unknown>) => rows.set(`${row.pk} ${row.sk}`, row);
    for (const { before, after, readable } of changes) {
      if (before?.status === 'live') for (const row of this.rowsOf(before, after)) put({ ...row, gone: true });
      if (readable) for (const row of this.rowsOf(after, after)) put(row);
    }
    await writeBatch(
      this.client,
      this.table,
      [...rows.values()].map((Item) => ({ PutRequest: { Item } })),
    );
  }

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

  private rowsOf(place: Article, article: Article) {
    const { language, stems } = findableBy(place);
    const row = { sk: placeOf(place), ...entryOf(article, this.retentionSeconds), language, marks: marksOf(stems) };
    return stems.map((stem) => ({ pk: stemPartition(stem), ...row }));
  }
}
