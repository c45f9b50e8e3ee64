import { createHash } from 'node:crypto';
import { timeToLive, type Call } from '../gateway/call.ts';
import type { TableWrites } from '../gateway/tableWrites.ts';
import type { Item } from '../journal/streamRecord.ts';
import { isObject, type JsonObject } from '../template/json.ts';
import { EngineError, type TableEngine } from './tableEngine.ts';
import type { Table } from './tables.ts';

/** The engine's tables are looked through as often as this. */
const everyMs = 3_600_000;
/** "DynamoDB automatically deletes expired items within a few days": here within two, each row at a time of its own. */
const longestLateMs = 48 * 3_600_000;
/** An item that expired longer ago than this stays: a time to live in milliseconds, or of 1970, is a mistake. */
const oldestMs = 5 * 365 * 86_400_000;

const lateMs = (table: Table, key: Item): number =>
  (createHash('sha256')
    .update(JSON.stringify([table.name, key]))
    .digest()
    .readUInt32BE() /
    2 ** 32) *
  longestLateMs;

/** The parts of a row that are its key. */
const keyOf = ({ keys }: Table, item: Item): Item => Object.fromEntries(keys.map((name) => [name, item[name] ?? '']));

/**
 * Deletes the rows whose time to live is over, as late as DynamoDB does; until then they are read as any other. Their
 * records in the stream name DynamoDB itself. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export class Expiry {
  readonly #engine: TableEngine;
  readonly #tables: readonly Table[];
  readonly #writes: TableWrites;
  readonly #failed: (error: unknown) => void;
  #lookedAtMs = -Infinity;
  #running = 0;

  constructor(engine: TableEngine, tables: readonly Table[], writes: TableWrites, failed: (error: unknown) => void) {
    this.#engine = engine;
    this.#tables = tables.filter(({ ttlAttribute }) => ttlAttribute !== undefined);
    this.#writes = writes;
    this.#failed = failed;
  }

  /** How many looks through the tables are under way. */
  get running(): number {
    return this.#running;
  }

  /** Looks through the tables where an hour is over since the last time: to be called when time has passed. */
  look(): void {
    if (Date.now() - this.#lookedAtMs < everyMs) return;
    this.#lookedAtMs = Date.now();
    this.#running += 1;
    this.#sweep(Date.now())
      .catch(this.#failed)
      .finally(() => {
        this.#running -= 1;
      });
  }

  async #sweep(nowMs: number): Promise<void> {
    for (const table of this.#tables) {
      for await (const item of this.#over(table, nowMs)) {
        const key = keyOf(table, item);
        const overAtMs = secondsOf(item[table.ttlAttribute ?? '']) * 1000;
        if (overAtMs + lateMs(table, key) <= nowMs && overAtMs > nowMs - oldestMs)
          await this.#remove(table, key, item[table.ttlAttribute ?? ''] ?? null);
      }
    }
  }

  async *#over({ name, ttlAttribute = '' }: Table, nowMs: number): AsyncGenerator<Item> {
    const expired = {
      FilterExpression: '#ttl < :now',
      ExpressionAttributeNames: { '#ttl': ttlAttribute },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(nowMs / 1000)) } },
    };
    for (let from: JsonObject = {}; ;) {
      const { Items: items, LastEvaluatedKey: next } = await this.#engine.call('Scan', {
        TableName: name,
        ...expired,
        ...from,
      });
      yield* (Array.isArray(items) ? items : []).filter(isObject);
      if (!isObject(next)) return;
      from = { ExclusiveStartKey: next };
    }
  }

  /** A row that was renewed in the meantime stays. */
  async #remove({ name, ttlAttribute = '' }: Table, key: Item, was: JsonObject[string]): Promise<void> {
    const input = {
      TableName: name,
      Key: key,
      ConditionExpression: '#ttl = :was',
      ExpressionAttributeNames: { '#ttl': ttlAttribute },
      ExpressionAttributeValues: { ':was': was },
    };
    const call: Call = {
      caller: { name: timeToLive, worker: undefined },
      service: 'dynamodb',
      operation: 'DeleteItem',
      input,
      protocol: 'json',
      method: 'POST',
      path: '/',
      headers: {},
      body: Buffer.alloc(0),
    };
    await this.#writes.around(call, async () => {
      await this.#engine.call('DeleteItem', input).catch((error: unknown) => {
        if (!(error instanceof EngineError) || error.type !== 'ConditionalCheckFailedException') throw error;
      });
      return { status: 200, headers: {}, body: Buffer.from('{}') };
    });
  }
}

const secondsOf = (value: JsonObject[string] | undefined): number => (isObject(value) ? Number(value['N']) : NaN);
