import { getBatch } from '../../../platform/dynamodb/batches.ts';
import { articleKeyPrefix } from '../../articles/articlesTable.ts';
import type { Deployment } from '../deployment.ts';
import { refuseForeign } from './homes.ts';
import type { TableName } from './homes.ts';
import { exportFiles, itemsOf } from './readExport.ts';
import type { Item } from './readExport.ts';

/** What an import would change to the worse. */
export interface Comparison {
  readonly table: TableName;
  readonly items: number;
  /** Rows that stand in a later state than the export has them. */
  readonly older: number;
  /** Articles that were withdrawn since, and would be out again. */
  readonly outAgain: readonly string[];
  /** Readers who have left, or were suppressed, since, and would get mail again. */
  readonly mailedAgain: readonly string[];
}

/** What rises with each write of a row; of each kind of row the first that it has. */
const clocks = ['version', 'revision', 'lastSeq', 'attempts', 'updatedAt', 'changedAt', 'nextPollAt'];

/**
 * Reads an export once and lays it beside what stands, so that an export which is broken anywhere, or another table's,
 * changes nothing.
 * @throws OperatorError where it is
 */
export async function compareExport(
  { documents, tableNames }: Pick<Deployment, 'documents' | 'tableNames'>,
  table: TableName,
  folder: string,
): Promise<Comparison> {
  const found = { items: 0, older: 0, outAgain: [] as string[], mailedAgain: [] as string[] };
  const files = await exportFiles(folder);
  for (const file of files) refuseForeign(await itemsOf(file), table, file);
  for (const file of files) {
    const items = await itemsOf(file);
    const standing = new Map(
      (
        await getBatch(
          documents,
          tableNames[table],
          items.map(({ pk, sk }) => ({ pk, sk })),
        )
      ).map((row) => [keyOf(row as Item), row as Item]),
    );
    found.items += items.length;
    for (const item of items) {
      const row = standing.get(keyOf(item));
      if (!row || !isOlder(item, row)) continue;
      found.older += 1;
      if (item.sk === 'ARTICLE' && row['status'] === 'withdrawn' && item['status'] !== 'withdrawn')
        found.outAgain.push(item.pk.slice(articleKeyPrefix.length));
      if (wantsNoMail(row) && item.pk.startsWith('SUBSCRIBERS#') && !wantsNoMail(item)) found.mailedAgain.push(item.sk);
    }
  }
  return { table, ...found };
}

const keyOf = ({ pk, sk }: Item): string => JSON.stringify([pk, sk]);

const wantsNoMail = ({ status }: Item): boolean => status === 'left' || status === 'suppressed';

function isOlder(item: Item, standing: Item): boolean {
  const clock = clocks.find((name) => item[name] !== undefined && standing[name] !== undefined);
  if (clock === undefined) return false;
  const [then, now] = [item[clock], standing[clock]];
  return typeof then === 'number' && typeof now === 'number' ? then < now : String(then) < String(now);
}

/** What an operator must know before saying yes; empty where nothing would go backwards. */
export function warningsOf({ table, items, older, outAgain, mailedAgain }: Comparison): string[] {
  if (older === 0) return [];
  return [
    `${table}: of ${items} rows, ${older} stand in a later state, which would be lost.`,
    ...(outAgain.length > 0
      ? [`  ${outAgain.length} withdrawn since would be out again: ${some(outAgain)}. Withdraw them anew afterwards.`]
      : []),
    ...(mailedAgain.length > 0
      ? [`  ${mailedAgain.length} who left, or were suppressed, since would get mail again: ${some(mailedAgain)}.`]
      : []),
  ];
}

const shown = 20;
const some = (ids: readonly string[]): string =>
  ids.slice(0, shown).join(', ') + (ids.length > shown ? ` and ${ids.length - shown} more` : '');
