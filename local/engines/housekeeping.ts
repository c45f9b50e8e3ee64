import type { Call } from '../gateway/call.ts';
import { operator } from '../gateway/call.ts';
import type { TableWrites } from '../gateway/tableWrites.ts';
import { isObject, type JsonObject } from '../template/json.ts';
import { EngineError, type TableEngine } from './tableEngine.ts';
import type { Table } from './tables.ts';

/** Deletes the rows whose time to live is over, as DynamoDB does within days; dynalite never would. */
export async function sweepExpired(engine: TableEngine, tables: readonly Table[], writes: TableWrites): Promise<void> {
  for (const table of tables) if (table.ttlAttribute !== undefined) await sweep(engine, table, table.ttlAttribute, writes);
}

async function sweep(engine: TableEngine, table: Table, attribute: string, writes: TableWrites): Promise<void> {
  const expired = {
    ExpressionAttributeNames: { '#ttl': attribute },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(Date.now() / 1000)) } },
  };
  let from: JsonObject = {};
  do {
    const { Items: items, LastEvaluatedKey: next } = await engine.call('Scan', { TableName: table.name, FilterExpression: '#ttl < :now', ...expired, ...from });
    for (const item of (Array.isArray(items) ? items : []).filter(isObject)) {
      const key = Object.fromEntries(table.keys.map((name) => [name, item[name] ?? '']));
      await remove(engine, { TableName: table.name, Key: key, ConditionExpression: '#ttl < :now', ...expired }, writes);
    }
    from = isObject(next) ? { ExclusiveStartKey: next } : {};
  } while ('ExclusiveStartKey' in from);
}

/** A row that was renewed in the meantime stays. */
async function remove(engine: TableEngine, input: JsonObject, writes: TableWrites): Promise<void> {
  const call: Call = {
    caller: { name: operator, worker: undefined }, service: 'dynamodb', operation: 'DeleteItem', input,
    protocol: 'json', method: 'POST', path: '/', headers: {}, body: Buffer.alloc(0),
  };
  await writes.around(call, async () => {
    await engine.call('DeleteItem', input).catch((error: unknown) => {
      if (!(error instanceof EngineError) || error.type !== 'ConditionalCheckFailedException') throw error;
    });
    return { status: 200, headers: {}, body: Buffer.from('{}') };
  });
}
