import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeBatch } from '../../../platform/dynamodb/batches.ts';
import { instant } from '../../../platform/values/time.ts';
import { logEndKey } from '../../articles/articlesTable.ts';
import { markRecall } from '../../articles/recall.ts';
import type { Deployment } from '../deployment.ts';
import type { TableName } from './homes.ts';
import { exportFiles, itemsOf } from './readExport.ts';
import type { Item } from './readExport.ts';

/** More than was announced between any backup and its restore. */
const skippedNumbers = 1_000_000;

/**
 * Puts an export's items into a table, over what is there. Articles are marked as restored, so that publish tells
 * nobody of them again.
 */
export async function importTable(
  { documents, tableNames }: Pick<Deployment, 'documents' | 'tableNames'>,
  table: TableName,
  folder: string,
  now: Date,
): Promise<void> {
  const restoredAt = instant(now);
  const TableName = tableNames[table];
  const { Item: end } = await documents.send(new GetCommand({ TableName, Key: logEndKey, ConsistentRead: true }));
  const last = Number(end?.['lastSeq'] ?? 0);
  /** The log's end never goes back: its numbers are in partners' cursors. */
  const isPast = ({ pk, lastSeq }: Item) => pk === logEndKey.pk && Number(lastSeq) < last;
  const isOfArticles = table === 'articles';
  // The same version may say something else by now.
  if (isOfArticles) await markRecall(documents, TableName);
  for (const file of await exportFiles(folder)) {
    const items = (await itemsOf(file)).filter((item) => !isPast(item));
    await writeBatch(
      documents,
      TableName,
      items.map((item) => ({ PutRequest: { Item: item.sk === 'ARTICLE' ? { ...item, restoredAt } : item } })),
    );
  }
  if (!isOfArticles) return;
  await markRecall(documents, TableName);
  await skipNumbers(documents, TableName);
}

/**
 * The log goes on behind every number that a partner's cursor may hold: those that were drawn after the export's moment
 * stand in no table any more, and what is announced now would be behind the cursors' back.
 */
async function skipNumbers(documents: Deployment['documents'], articlesTable: string): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: articlesTable,
      Key: logEndKey,
      UpdateExpression: 'ADD lastSeq :skipped',
      ExpressionAttributeValues: { ':skipped': skippedNumbers },
    }),
  );
}
