import { TwinError } from '../twinError.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import type { Resource, Stack } from '../template/stack.ts';
import type { StreamViewType } from '../journal/streamRecord.ts';
import { EngineError, type TableEngine } from './tableEngine.ts';

/** A global secondary index, as writes need to know it. */
export interface TableIndex {
  readonly name: string;
  readonly keys: readonly string[];
  /** Undefined: every attribute is projected. */
  readonly projected: readonly string[] | undefined;
}

/** A table of the template, as gateway and event sources need to know it. */
export interface Table {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly keys: readonly string[];
  readonly indexes: readonly TableIndex[];
  readonly stream: { readonly arn: string; readonly view: StreamViewType } | undefined;
  readonly ttlAttribute: string | undefined;
}

const rows = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
const keyNames = (schema: Json | undefined): string[] => rows(schema).map(({ AttributeName: name }) => textOf(name));

/** The tables of the stack. */
export function tablesOf(stack: Stack): Table[] {
  return stack.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(({ id, name, arn, properties }) => {
    const {
      KeySchema: schema,
      GlobalSecondaryIndexes: indexes,
      StreamSpecification: stream,
      TimeToLiveSpecification: ttl,
    } = properties;
    const keys = keyNames(schema);
    return {
      id,
      name,
      arn,
      keys,
      indexes: rows(indexes).map((index) => indexOf(index, keys)),
      // GlobalTable spells the stream's ARN as Table does: `naming.ts` gives both.
      stream: isObject(stream)
        ? { arn: `${arn}/stream/2026-01-01T00:00:00.000`, view: textOf(stream['StreamViewType']) as StreamViewType }
        : undefined,
      ttlAttribute: isObject(ttl) && ttl['Enabled'] === true ? textOf(ttl['AttributeName']) : undefined,
    };
  });
}

function indexOf(
  { IndexName: name, KeySchema: schema, Projection: projection }: JsonObject,
  tableKeys: readonly string[],
): TableIndex {
  const keys = keyNames(schema);
  const { ProjectionType: type, NonKeyAttributes: more } = isObject(projection) ? projection : {};
  const extra = Array.isArray(more) ? more.map(String) : [];
  return {
    name: textOf(name),
    keys,
    projected: type === 'ALL' ? undefined : [...new Set([...tableKeys, ...keys, ...extra])],
  };
}

/** Creates the tables that are not there yet; one whose keys or indexes have changed since is an error in words. */
export async function createTables(engine: TableEngine, stack: Stack): Promise<void> {
  await Promise.all(
    stack
      .ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')
      .map((resource) => createMissing(engine, resource)),
  );
}

async function createMissing(engine: TableEngine, { id, name, properties }: Resource): Promise<void> {
  const {
    KeySchema,
    AttributeDefinitions,
    GlobalSecondaryIndexes,
    LocalSecondaryIndexes,
    StreamSpecification: stream,
  } = properties;
  const wanted = {
    TableName: name,
    KeySchema: KeySchema ?? [],
    AttributeDefinitions: AttributeDefinitions ?? [],
    BillingMode: 'PAY_PER_REQUEST',
    ...(rows(GlobalSecondaryIndexes).length > 0
      ? { GlobalSecondaryIndexes: plainIndexes(GlobalSecondaryIndexes) }
      : {}),
    ...(rows(LocalSecondaryIndexes).length > 0 ? { LocalSecondaryIndexes: LocalSecondaryIndexes ?? [] } : {}),
    ...(engine.complete && isObject(stream)
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream['StreamViewType'] ?? '' } }
      : {}),
  };
  const existing = await engine.call('DescribeTable', { TableName: name }).catch((error: unknown) => {
    if (error instanceof EngineError && error.type === 'ResourceNotFoundException') return undefined;
    throw error;
  });
  if (existing === undefined) return createTable(engine, wanted);
  if (shapeOf(existing['Table']) !== shapeOf(wanted)) {
    throw new TwinError(
      `The table ${id} has other keys or indexes in the template than on disk. Delete the data folder, or choose another (CARAVAN_DATA).`,
    );
  }
}

/** Creates a table, and waits until it and its indexes are there. */
export async function createTable(engine: TableEngine, wanted: JsonObject & { TableName: string }): Promise<void> {
  await engine.call('CreateTable', wanted);
  for (;;) {
    const { Table: table } = await engine.call('DescribeTable', { TableName: wanted.TableName });
    if (
      isObject(table) &&
      table['TableStatus'] === 'ACTIVE' &&
      rows(table['GlobalSecondaryIndexes']).every((index) => index['IndexStatus'] === 'ACTIVE')
    )
      return;
  }
}

/** The definitions of indexes, without what a table's description adds. */
export const plainIndexes = (indexes: Json | undefined): JsonObject[] => rows(indexes).map(plainIndex);

const plainIndex = ({ IndexName, KeySchema, Projection }: JsonObject): JsonObject => ({
  IndexName: IndexName ?? '',
  KeySchema: KeySchema ?? [],
  Projection: Projection ?? {},
});

/** The parts of a table that cannot change in place, in one line of text. */
function shapeOf(table: Json | undefined): string {
  const { KeySchema: schema, GlobalSecondaryIndexes: indexes } = isObject(table) ? table : {};
  const keysOf = (value: Json | undefined): string => keyNames(value).join(',');
  return JSON.stringify([
    keysOf(schema),
    rows(indexes)
      .map(({ IndexName, KeySchema }) => `${textOf(IndexName)}:${keysOf(KeySchema)}`)
      .sort(),
  ]);
}
