import { TwinError } from '../twinError.ts';
import { startDynalite } from './dynaliteEngine.ts';
import { startDynamoDbLocal } from './dynamoDbLocal.ts';
import type { TableEngine } from './tableEngine.ts';

/** Where tables stand: those in memory are gone when the twin stops. */
export type TableStorage = 'on disk' | 'in memory';

const engines: Readonly<Record<string, (dataDir: string, tables: TableStorage) => Promise<TableEngine>>> = {
  dynalite: (dataDir, tables) => startDynalite(tables === 'on disk' ? dataDir : undefined),
  'dynamodb-local': startDynamoDbLocal,
};

/** The engine of the tables: dynalite, unless TWIN_TABLES names another. */
export const chosenTables = (): string => process.env['TWIN_TABLES'] ?? 'dynalite';

export async function startTables(dataDir: string, tables: TableStorage): Promise<TableEngine> {
  const start = engines[chosenTables()];
  if (start === undefined)
    throw new TwinError(`TWIN_TABLES is ${chosenTables()}: one of ${Object.keys(engines).join(', ')}, please.`);
  return start(dataDir, tables);
}
