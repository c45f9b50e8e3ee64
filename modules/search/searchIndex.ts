import { writeBatch } from '../../platform/dynamodb/batches.ts';
import { ExpiringTable } from '../../platform/dynamodb/table.ts';
import type { Article } from '../articles/article.ts';
import { placeOf, stemPartition } from '../articles/articlesTable.ts';
import { entryOf } from '../articles/listEntry.ts';
import type { ListChange } from '../articles/listEntry.ts';
import { findableBy } from './findable.ts';
import { marksOf } from './marks.ts';

/**
 * Writes articles by the stems of their words into the Articles table: a list for each stem, as others are.
 * `SearchTable` reads them.
 */
export class SearchIndex extends ExpiringTable {
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

  private rowsOf(place: Article, article: Article) {
    const { language, stems } = findableBy(place);
    const row = { sk: placeOf(place), ...entryOf(article, this.retentionSeconds), language, marks: marksOf(stems) };
    return stems.map((stem) => ({ pk: stemPartition(stem), ...row }));
  }
}
