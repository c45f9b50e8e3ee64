import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { TestCaravan } from './caravan.ts';

/**
 * Counts of requests and of sign-ups, where what is refused is counted, too; and the revision of endpoints, which a
 * repeated change raises again, as the first may have died before it.
 */
const isCounter = ({ pk, sk }: Record<string, unknown>): boolean =>
  String(pk).startsWith('LIMIT#') || String(sk).startsWith('REQUESTS#') || pk === 'ENDPOINTS';

/** Everything that stands in the four tables but counters, one row a line, in order. */
export async function tableRows({ documents, tableNames }: TestCaravan): Promise<string[]> {
  const rows: string[] = [];
  for (const [table, name] of Object.entries(tableNames)) {
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: name, ConsistentRead: true })) {
      rows.push(
        ...Items.filter((row) => !isCounter(row)).map(
          (row) => `${table} ${JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`,
        ),
      );
    }
  }
  return rows.toSorted();
}
