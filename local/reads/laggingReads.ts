import type { TableEngine } from '../engines/tableEngine.ts';
import { operator, type Call } from '../gateway/call.ts';
import { without, type Answer } from '../gateway/exchange.ts';
import type { Item } from '../journal/streamRecord.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { TwinError } from '../twinError.ts';
import { seededRandom } from './random.ts';
import { TableCopy } from './tableCopy.ts';

/** How eventually consistent reads lag. */
export interface Lag {
  /** The seed of which reads lag, and how far. */
  readonly seed: number;
  /** Which share of the reads is answered late, from 0 to 1; half unless told. */
  readonly share?: number;
  /** After this time every read sees a write; a second unless told, by the simulated clock where there is one. */
  readonly longestMs?: number;
}

/** A read that goes to a copy, and how its answer becomes that of the original. */
export interface LateRead {
  readonly call: Call;
  restore(answer: Answer): Answer;
}

const defaultLongestMs = 1_000;

/**
 * Eventually consistent reads that may not see the last writes: GetItem, Query, Scan and BatchGetItem without
 * ConsistentRead, and every read of a global index ("DynamoDB read consistency",
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html, and "Data
 * synchronization between tables and Global Secondary Indexes"). What is read late is the table as it was some writes
 * ago. One read may see a write that the next does not, as their replicas differ; a late copy itself never goes back.
 * Functions' reads alone lag: who looks on as the operator sees the table as it is.
 */
export class LaggingReads {
  readonly #engine: TableEngine;
  readonly #tables: readonly string[];
  #copies = new Map<string, TableCopy>();
  #lag: Required<Lag> | undefined;
  #random: () => number = () => 0;
  #late = 0;

  constructor(engine: TableEngine, tables: readonly { readonly name: string }[]) {
    this.#engine = engine;
    this.#tables = tables.map(({ name }) => name);
  }

  /** How many reads did not see all writes so far. */
  get late(): number {
    return this.#late;
  }

  get running(): boolean {
    return this.#lag !== undefined;
  }

  /** Reads lag from now on. To be called while nothing writes. */
  async start({ seed, share = 0.5, longestMs = defaultLongestMs }: Lag): Promise<void> {
    if (this.#engine.complete)
      throw new TwinError(
        'Reads lag on dynalite alone: an engine with its own streams tells nobody of its writes in time.',
      );
    await this.stop();
    const copies = this.#tables.map((name) => new TableCopy(name, this.#engine));
    await Promise.all(copies.map((copy) => copy.create()));
    this.#copies = new Map(copies.map((copy) => [copy.original, copy]));
    this.#random = seededRandom(seed);
    this.#lag = { seed, share, longestMs };
  }

  /** Every read sees every write again. */
  async stop(): Promise<void> {
    this.#lag = undefined;
    const copies = [...this.#copies.values()];
    this.#copies = new Map();
    await Promise.all(copies.map((copy) => copy.drop()));
  }

  /** Takes note of a write that was done. */
  note(table: string, key: Item, after: Item | undefined): void {
    this.#copies.get(table)?.note(key, after);
  }

  /** The read as it goes to a copy, where it is to be late; undefined where it is not, or no read that may be. */
  async divert(call: Call): Promise<LateRead | undefined> {
    if (this.#lag === undefined || call.service !== 'dynamodb' || call.caller.name === operator) return undefined;
    const copies = this.#eventual(call);
    if (copies.length === 0 || this.#random() >= this.#lag.share) return undefined;
    const olderThanMs = Date.now() - this.#lag.longestMs;
    // Seldom far on: a copy that has all is late no more, until somebody writes.
    for (const copy of copies) await copy.advance(Math.floor(this.#random() ** 3 * (copy.behind + 1)), olderThanMs);
    if (copies.some(({ behind }) => behind > 0)) this.#late += 1;
    const input = toCopies(call.input, copies);
    return {
      call: { ...call, input, body: Buffer.from(JSON.stringify(input)) },
      restore: (answer) => toOriginals(answer, copies),
    };
  }

  /** The copies of the tables that a call reads and need not read consistently. */
  #eventual({ operation, input }: Call): TableCopy[] {
    const { TableName: name, IndexName: index, ConsistentRead: consistent, RequestItems: requests } = input;
    if (operation === 'GetItem' || operation === 'Query' || operation === 'Scan')
      return consistent === true && index === undefined ? [] : this.#copyOf(name);
    if (operation !== 'BatchGetItem' || !isObject(requests)) return [];
    return Object.entries(requests).flatMap(([table, request]) =>
      isObject(request) && request['ConsistentRead'] === true ? [] : this.#copyOf(table),
    );
  }

  #copyOf(nameOrArn: Json | undefined): TableCopy[] {
    const copy = this.#copies.get(textOf(nameOrArn).split('/').at(-1) ?? '');
    return copy === undefined ? [] : [copy];
  }
}

/** Gives the value back with other names of tables, as keys and as `TableName`. */
function renamed(value: JsonObject, nameOf: (name: string) => string): JsonObject {
  const keys = (map: Json | undefined): Json | undefined =>
    isObject(map) ? Object.fromEntries(Object.entries(map).map(([name, inner]) => [nameOf(name), inner])) : map;
  const named = (inner: Json | undefined): Json | undefined =>
    isObject(inner) && inner['TableName'] !== undefined
      ? { ...inner, TableName: nameOf(textOf(inner['TableName'])) }
      : inner;
  const { ConsumedCapacity: capacity } = value;
  const changed = {
    ...(named(value) as JsonObject),
    RequestItems: keys(value['RequestItems']),
    Responses: keys(value['Responses']),
    UnprocessedKeys: keys(value['UnprocessedKeys']),
    ConsumedCapacity: Array.isArray(capacity) ? capacity.map((one) => named(one) ?? null) : named(capacity),
  };
  return Object.fromEntries(Object.entries(changed).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

const toCopies = (input: JsonObject, copies: readonly TableCopy[]): JsonObject =>
  renamed(input, (name) => copies.find((copy) => copy.isOf(name))?.name ?? name);

function toOriginals(answer: Answer, copies: readonly TableCopy[]): Answer {
  const parsed: unknown = JSON.parse(answer.body.toString());
  if (!isObject(parsed)) return answer;
  const body = renamed(parsed, (name) => copies.find((copy) => copy.name === name)?.original ?? name);
  return { ...answer, headers: without(answer.headers, 'x-amz-crc32'), body: Buffer.from(JSON.stringify(body)) };
}
