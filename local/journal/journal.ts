import { EventEmitter } from 'node:events';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { isObject, type JsonObject, textOf } from '../template/json.ts';
import { region } from '../template/naming.ts';
import type { Change, Item } from './streamRecord.ts';

/** A write that has been sent to the engine, and whose record is not written yet. */
export interface Intent {
  readonly id: number;
  readonly table: string;
  readonly key: Item;
  readonly before: Item | undefined;
}

/** A record of the stream with its place. */
export interface StreamRecord {
  readonly seq: number;
  /** As the function sees it. */
  readonly sequenceNumber: string;
  readonly record: JsonObject;
}

/** The last record that was copied from an engine's own stream. */
export interface StreamPlace {
  readonly shard: string;
  readonly sequence: string;
}

/** The stream records of all tables, durable, with a checkpoint for each reader. */
export class Journal extends EventEmitter<{ appended: [table: string] }> {
  readonly #database: DatabaseSync;
  readonly #statements: Record<
    | 'intend'
    | 'settle'
    | 'append'
    | 'read'
    | 'checkpoint'
    | 'setCheckpoint'
    | 'prune'
    | 'pending'
    | 'latest'
    | 'place'
    | 'setPlace',
    StatementSync
  >;

  constructor(database: DatabaseSync) {
    super();
    this.setMaxListeners(0);
    this.#database = database;
    this.#statements = {
      intend: database.prepare('INSERT INTO intents (table_name, key, before) VALUES (?, ?, ?)'),
      settle: database.prepare('DELETE FROM intents WHERE id = ?'),
      append: database.prepare('INSERT INTO records (table_name, record) VALUES (?, ?)'),
      read: database.prepare('SELECT seq, record FROM records WHERE table_name = ? AND seq > ? ORDER BY seq LIMIT ?'),
      checkpoint: database.prepare('SELECT seq FROM checkpoints WHERE mapping = ?'),
      setCheckpoint: database.prepare(
        'INSERT INTO checkpoints (mapping, seq) VALUES (?, ?) ON CONFLICT (mapping) DO UPDATE SET seq = excluded.seq',
      ),
      prune: database.prepare('DELETE FROM records WHERE table_name = ? AND seq <= ?'),
      pending: database.prepare('SELECT id, table_name, key, before FROM intents ORDER BY id'),
      place: database.prepare('SELECT shard, sequence FROM places WHERE table_name = ?'),
      setPlace: database.prepare(
        'INSERT INTO places (table_name, shard, sequence) VALUES (?, ?, ?) ON CONFLICT (table_name) DO UPDATE ' +
          'SET shard = excluded.shard, sequence = excluded.sequence',
      ),
      latest: database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM records WHERE table_name = ?'),
    };
  }

  /** Notes a write before the engine sees it, so that a crash in between still leads to its record. */
  intend(table: string, key: Item, before: Item | undefined): number {
    const { lastInsertRowid } = this.#statements.intend.run(
      table,
      JSON.stringify(key),
      before === undefined ? null : JSON.stringify(before),
    );
    return Number(lastInsertRowid);
  }

  /** Ends a write: its intent goes and its record, if anything changed, comes in one transaction. */
  settle(intent: number, table: string, streamArn: string, change: Change | undefined): void {
    this.#database.exec('BEGIN');
    this.#statements.settle.run(intent);
    if (change !== undefined) this.#statements.append.run(table, JSON.stringify({ ...change, streamArn }));
    this.#database.exec('COMMIT');
    if (change !== undefined) this.emit('appended', table);
  }

  /** Keeps records of an engine's own stream, and the place of the last, in one transaction. */
  append(table: string, streamArn: string, records: readonly JsonObject[], shard: string): void {
    this.#database.exec('BEGIN');
    for (const { eventName = '', eventID = '', dynamodb = {}, userIdentity } of records) {
      this.#statements.append.run(table, JSON.stringify({ eventName, eventID, dynamodb, userIdentity, streamArn }));
      if (isObject(dynamodb)) this.#statements.setPlace.run(table, shard, textOf(dynamodb['SequenceNumber']));
    }
    this.#database.exec('COMMIT');
    this.emit('appended', table);
  }

  /** Where the copy of an engine's own stream stands. */
  place(table: string): StreamPlace | undefined {
    const row = this.#statements.place.get(table);
    return row === undefined ? undefined : { shard: String(row['shard']), sequence: String(row['sequence']) };
  }

  /** Writes of a former process whose end is not known. */
  unsettled(): Intent[] {
    return this.#statements.pending.all().map((row) => ({
      id: Number(row['id']),
      table: String(row['table_name']),
      key: parse(row['key']) ?? {},
      before: parse(row['before']),
    }));
  }

  /** The records after a place, in the form that Lambda hands to functions. */
  read(table: string, after: number, limit: number): StreamRecord[] {
    return this.#statements.read.all(table, after, limit).map((row) => {
      const seq = Number(row['seq']);
      const {
        eventName = '',
        eventID = seq.toString(16).padStart(32, '0'),
        dynamodb,
        userIdentity,
        streamArn = '',
      } = parse(row['record']) ?? {};
      const told = { SequenceNumber: sequenceNumber(seq), ...(isObject(dynamodb) ? dynamodb : {}) };
      return {
        seq,
        sequenceNumber: textOf(told.SequenceNumber),
        record: {
          eventID,
          eventName,
          eventVersion: '1.1',
          eventSource: 'aws:dynamodb',
          awsRegion: region,
          dynamodb: told,
          eventSourceARN: streamArn,
          ...(userIdentity === undefined ? {} : { userIdentity }),
        },
      };
    });
  }

  /** Where a reader stands; undefined when it has never read. */
  checkpoint(mapping: string): number | undefined {
    const row = this.#statements.checkpoint.get(mapping);
    return row === undefined ? undefined : Number(row['seq']);
  }

  /** Moves a reader on; what lies behind every reader of the table can go. */
  advance(mapping: string, seq: number): void {
    this.#statements.setCheckpoint.run(mapping, seq);
  }

  prune(table: string, upTo: number): void {
    this.#statements.prune.run(table, upTo);
  }

  latest(table: string): number {
    return Number(this.#statements.latest.get(table)?.['seq'] ?? 0);
  }

  close(): void {
    this.#database.close();
  }
}

/** The sequence number of a derived record; they compare as text, as DynamoDB's of one shard do. */
export const sequenceNumber = (seq: number): string => `1${String(seq).padStart(20, '0')}`;

function parse(value: unknown): JsonObject | undefined {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : undefined;
  return isObject(parsed) ? parsed : undefined;
}
