import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { scanPages } from '../../../platform/dynamodb/pages.ts';
import type { Deployment } from '../deployment.ts';
import { OperatorError } from '../operatorError.ts';
import { lineOf } from './dynamoJson.ts';

/**
 * Writes a table's items as DynamoDB's own exports to S3 do: a line each, `{"Item":{…}}` in DynamoDB JSON.
 * @returns how many
 */
export async function exportTable({ documents }: Deployment, table: string, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'items.json');
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    throw new OperatorError(
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}). Name a folder without one.`,
      { cause: error },
    );
  });
  try {
    let count = 0;
    for await (const { Items = [] } of scanPages(documents, { TableName: table, ConsistentRead: true })) {
      await file.write(Items.map((item) => `${lineOf(item)}\n`).join(''));
      count += Items.length;
    }
    return count;
  } finally {
    await file.close();
  }
}
