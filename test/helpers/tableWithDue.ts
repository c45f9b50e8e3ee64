import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { startDynalite } from '../../local/engines/dynaliteEngine.ts';
import { createTable } from '../../local/engines/tables.ts';
import { newDataDir, removeDataDir } from './relay.ts';

/** A table of its own, with an index of what is due, and how many calls it has had. */
export interface TableWithDue {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
  /** Calls since it was asked last, by operation. */
  taken(): Record<string, number>;
  stop(): Promise<void>;
}

export async function startTableWithDue(dueKey = 'dueAt'): Promise<TableWithDue> {
  const dataDir = newDataDir();
  const engine = await startDynalite(dataDir);
  const name = 'rows';
  await createTable(engine, {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
      { AttributeName: 'dueShard', AttributeType: 'S' },
      { AttributeName: dueKey, AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'due',
        KeySchema: [
          { AttributeName: 'dueShard', KeyType: 'HASH' },
          { AttributeName: dueKey, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  const plain = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const calls = new Map<string, number>();
  plain.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const operation = commandName.replace(/Command$/, '');
        calls.set(operation, (calls.get(operation) ?? 0) + 1);
        return next(args);
      },
    { step: 'initialize' },
  );
  return {
    name,
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    taken: () => {
      const taken = Object.fromEntries(calls);
      calls.clear();
      return taken;
    },
    stop: async () => {
      plain.destroy();
      await engine.stop();
      removeDataDir(dataDir);
    },
  };
}
