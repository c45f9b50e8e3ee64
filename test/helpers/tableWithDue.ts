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
  /** Read units since it was asked last. */
  readUnits(): number;
  stop(): Promise<void>;
}

interface Used {
  readonly CapacityUnits?: number;
}

const definitionOf = (name: string, dueKey: string) => ({
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

export async function startTableWithDue(dueKey = 'dueAt', name = 'rows'): Promise<TableWithDue> {
  const dataDir = newDataDir();
  const engine = await startDynalite(dataDir);
  await createTable(engine, definitionOf(name, dueKey));
  const plain = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const calls = new Map<string, number>();
  let units = 0;
  plain.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const operation = commandName.replace(/Command$/, '');
        calls.set(operation, (calls.get(operation) ?? 0) + 1);
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity: used } = answer.output as { ConsumedCapacity?: Used | Used[] };
        if (/^(Get|BatchGet|Query|Scan)/.test(operation))
          for (const { CapacityUnits = 0 } of [used ?? []].flat()) units += CapacityUnits;
        return answer;
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
    readUnits: () => {
      const read = units;
      units = 0;
      return read;
    },
    stop: async () => {
      plain.destroy();
      await engine.stop();
      removeDataDir(dataDir);
    },
  };
}
