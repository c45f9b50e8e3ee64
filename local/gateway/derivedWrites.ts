import { isDeepStrictEqual } from 'node:util';
import { EngineError, type TableEngine } from '../engines/tableEngine.ts';
import type { Table } from '../engines/tables.ts';
import type { Journal } from '../journal/journal.ts';
import { byTimeToLive, changeOf, type Item } from '../journal/streamRecord.ts';
import { indexWriteUnits, writeUnits } from '../meter/itemSize.ts';
import type { LaggingReads } from '../reads/laggingReads.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { timeToLive, type Call } from './call.ts';
import type { Answer } from './exchange.ts';
import { KeyLocks } from './keyLocks.ts';
import type { TableWrites, WriteOutcome } from './tableWrites.ts';

/** One item that a call writes. */
interface Target {
  readonly table: Table;
  readonly key: Item;
}

const keyOf = (table: Table, item: Item): Item =>
  Object.fromEntries(table.keys.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

/** Derives what dynalite lacks: stream records and index write units, from images read around each write. */
export class DerivedWrites implements TableWrites {
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #engine: TableEngine;
  readonly #journal: Journal;
  readonly #locks = new KeyLocks();
  readonly #reads: LaggingReads;

  constructor(tables: readonly Table[], engine: TableEngine, journal: Journal, reads: LaggingReads) {
    this.#tables = new Map(tables.map((table) => [table.name, table]));
    this.#engine = engine;
    this.#journal = journal;
    this.#reads = reads;
  }

  /** Writes left open by a process that died: their records come now, from the image as it stands. */
  async recover(): Promise<void> {
    for (const { id, table: name, key, before } of this.#journal.unsettled()) {
      const table = this.#tables.get(name);
      if (table?.stream) this.#settle(id, { table, key }, before, await this.#read({ table, key }));
    }
  }

  /**
   * Runs a write with its images around it; the records are on disk before the caller has its answer. Where there is
   * none, as its connection broke, the engine may have written all the same: the image tells.
   */
  async around(call: Call, effect: () => Promise<Answer>): Promise<WriteOutcome> {
    const targets = this.#targets(call);
    if (targets.length === 0) return { answer: await effect(), indexUnits: 0 };
    const lockKeys = targets.map(({ table, key }) => `${table.name} ${JSON.stringify(key)}`);
    return this.#locks.hold(lockKeys, async () => {
      const before = await Promise.all(targets.map((target) => this.#read(target)));
      const intents = targets.map(({ table, key }, index) =>
        table.stream ? this.#journal.intend(table.name, key, before[index]) : undefined,
      );
      const settled = async (): Promise<(Item | undefined)[]> => {
        const after = await Promise.all(targets.map((target) => this.#read(target)));
        targets.forEach((target, index) => {
          if (!isDeepStrictEqual(before[index], after[index]))
            this.#reads.note(target.table.name, target.key, after[index]);
          const intent = intents[index];
          if (intent !== undefined)
            this.#settle(intent, target, before[index], after[index], call.caller.name === timeToLive);
        });
        return after;
      };
      const answer = await effect().catch(async (error: unknown) => {
        await settled();
        throw error;
      });
      const after = await settled();
      const indexUnits = targets.reduce(
        (sum, { table }, index) => sum + indexWriteUnits(table.indexes, before[index], after[index]),
        0,
      );
      const standingUnits = before.reduce((sum, image) => sum + writeUnits(image, undefined), 0);
      return { answer, indexUnits, standingUnits };
    });
  }

  #settle(
    intent: number,
    { table, key }: Target,
    before: Item | undefined,
    after: Item | undefined,
    expired = false,
  ): void {
    if (table.stream === undefined) return;
    const change = changeOf(key, before, after, table.stream.view, new Date());
    this.#journal.settle(
      intent,
      table.name,
      table.stream.arn,
      change && expired ? { ...change, userIdentity: byTimeToLive } : change,
    );
  }

  async #read({ table, key }: Target): Promise<Item | undefined> {
    const get = () => this.#engine.call('GetItem', { TableName: table.name, Key: key, ConsistentRead: true });
    // A connection that broke tells nothing of the row; a reading does no harm twice.
    const { Item: item } = await get().catch((error: unknown) =>
      error instanceof EngineError ? Promise.reject(error) : get(),
    );
    return isObject(item) ? item : undefined;
  }

  #targets({ service, operation, input }: Call): Target[] {
    if (service !== 'dynamodb') return [];
    const { TableName: name, Item: item, Key: key, RequestItems: requests } = input;
    if (operation === 'BatchWriteItem' && isObject(requests))
      return Object.entries(requests).flatMap(([table, writes]) => this.#batch(table, writes));
    if (operation === 'PutItem') return this.#target(textOf(name), item);
    return operation === 'UpdateItem' || operation === 'DeleteItem' ? this.#target(textOf(name), key) : [];
  }

  #batch(name: string, writes: Json): Target[] {
    return (Array.isArray(writes) ? writes : [])
      .filter(isObject)
      .flatMap(({ PutRequest: put, DeleteRequest: remove }) =>
        this.#target(name, isObject(put) ? put['Item'] : (remove as JsonObject | undefined)?.['Key']),
      );
  }

  /**
   * Nothing for a table whose writes nobody asks about, and for a key that is not whole: the engine refuses that write.
   */
  #target(name: string, item: Json | undefined): Target[] {
    const table = this.#tables.get(name.split('/').at(-1) ?? '');
    if (
      table === undefined ||
      !this.#matters(table) ||
      !isObject(item) ||
      !table.keys.every((key) => isObject(item[key]))
    )
      return [];
    return [{ table, key: keyOf(table, item) }];
  }

  #matters({ stream, indexes }: Table): boolean {
    return stream !== undefined || indexes.length > 0 || this.#reads.running;
  }
}
