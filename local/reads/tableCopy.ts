import { EngineError, type TableEngine } from '../engines/tableEngine.ts';
import { createTable, plainIndexes } from '../engines/tables.ts';
import type { Item } from '../journal/streamRecord.ts';
import { isObject, type JsonObject, textOf } from '../template/json.ts';

interface Write {
  readonly key: Item;
  readonly after: Item | undefined;
  readonly atMs: number;
}

/** The copy of a table that writes reach later, in their order. Its indexes are as late as it is. */
export class TableCopy {
  readonly name: string;
  readonly #original: string;
  readonly #engine: TableEngine;
  #waiting: Write[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(original: string, engine: TableEngine) {
    this.#original = original;
    this.name = `${original}.late`;
    this.#engine = engine;
  }

  /** How many writes have not reached it. */
  get behind(): number {
    return this.#waiting.length;
  }

  /** Makes it, with every row as it stands. */
  async create(): Promise<void> {
    await this.drop();
    const { Table: table } = await this.#engine.call('DescribeTable', { TableName: this.#original });
    if (!isObject(table)) throw new Error(`${this.#original} cannot be described.`);
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes: indexes } = table;
    const indexed = plainIndexes(indexes);
    await createTable(this.#engine, {
      TableName: this.name,
      KeySchema: KeySchema ?? [],
      AttributeDefinitions: AttributeDefinitions ?? [],
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexed.length > 0 ? { GlobalSecondaryIndexes: indexed } : {}),
    });
    for (let from = {}; ;) {
      const { Items: items, LastEvaluatedKey: next } = await this.#engine.call('Scan', {
        TableName: this.#original,
        ConsistentRead: true,
        ...from,
      });
      for (const item of (Array.isArray(items) ? items : []).filter(isObject))
        await this.#engine.call('PutItem', { TableName: this.name, Item: item });
      if (!isObject(next)) return;
      from = { ExclusiveStartKey: next };
    }
  }

  /** Deletes it, and waits until it is gone; one that was never made is no error. */
  async drop(): Promise<void> {
    this.#waiting = [];
    await this.#last;
    const input = { TableName: this.name };
    for (let operation = 'DeleteTable'; await this.#found(operation, input); operation = 'DescribeTable');
  }

  async #found(operation: string, input: JsonObject): Promise<boolean> {
    try {
      await this.#engine.call(operation, input);
      return true;
    } catch (error) {
      if (error instanceof EngineError && error.type === 'ResourceNotFoundException') return false;
      throw error;
    }
  }

  /** Keeps a write to bring it later. */
  note(key: Item, after: Item | undefined): void {
    this.#waiting.push({ key, after, atMs: Date.now() });
  }

  /**
   * Brings so many of the waiting writes, the oldest first, and more where they are older than that; one call after the
   * other.
   */
  advance(count: number, olderThanMs: number): Promise<void> {
    const mine = this.#last.then(async () => {
      const due = Math.max(count, this.#waiting.findLastIndex(({ atMs }) => atMs <= olderThanMs) + 1);
      for (const { key, after } of this.#waiting.slice(0, due)) {
        await (after === undefined
          ? this.#engine.call('DeleteItem', { TableName: this.name, Key: key })
          : this.#engine.call('PutItem', { TableName: this.name, Item: after }));
        this.#waiting.shift();
      }
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  /** Whether a call names the original, by its name or its ARN. */
  isOf(nameOrArn: unknown): boolean {
    return (
      textOf(nameOrArn as string)
        .split('/')
        .at(-1) === this.#original
    );
  }

  get original(): string {
    return this.#original;
  }
}
