import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { writeBatch } from '../../../platform/dynamodb/batches.ts';
import { instant } from '../../../platform/values/time.ts';
import { logEndKey } from '../../articles/articlesTable.ts';
import type { Deployment } from '../deployment.ts';
import { exportFiles, itemsOf } from './readExport.ts';

/** More than was announced between any backup and its restore. */
const skippedNumbers = 1_000_000;

/** Reads every line once, so that an export which is broken anywhere changes nothing. @returns how many items it has */
export async function checkExport(folder: string): Promise<number> {
  let count = 0;
  for (const file of await exportFiles(folder)) count += (await itemsOf(file)).length;
  return count;
}

/**
 * Puts an export's items into a table, over what is there. Articles are marked as restored, so that publish tells
 * nobody of them again.
 */
export async function importTable({ documents }: Deployment, table: string, folder: string, now: Date): Promise<void> {
  const restoredAt = instant(now);
  for (const file of await exportFiles(folder)) {
    const items = await itemsOf(file);
    await writeBatch(
      documents,
      table,
      items.map((item) => ({ PutRequest: { Item: item.sk === 'ARTICLE' ? { ...item, restoredAt } : item } })),
    );
  }
}

/**
 * The log goes on behind every number that a partner's cursor may hold: those that were drawn after the export's moment
 * stand in no table any more, and what is announced now would be behind the cursors' back.
 */
export async function skipNumbers({ documents }: Deployment, articlesTable: string): Promise<void> {
  await documents.send(
    new UpdateCommand({
      TableName: articlesTable,
      Key: logEndKey,
      UpdateExpression: 'ADD lastSeq :skipped',
      ExpressionAttributeValues: { ':skipped': skippedNumbers },
    }),
  );
}
