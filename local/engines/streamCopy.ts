import { isDeepStrictEqual } from 'node:util';
import type { Journal } from '../journal/journal.ts';
import { byTimeToLive } from '../journal/streamRecord.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import { EngineError, type TableEngine } from './tableEngine.ts';
import type { Table } from './tables.ts';

const rows = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const removes = ({ eventName, dynamodb }: JsonObject, key: Json | undefined): boolean =>
  key !== undefined && eventName === 'REMOVE' && isObject(dynamodb) && isDeepStrictEqual(dynamodb['Keys'], key);

/** Copies the records of one table's own stream into the journal, in their order and each once. */
export class StreamCopy {
  readonly table: Table;
  readonly #engine: TableEngine;
  readonly #journal: Journal;
  /** Where reading goes on; unset when it must be found by the last record's place. */
  #next: { readonly shard: string; readonly iterator: string } | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(table: Table, engine: TableEngine, journal: Journal) {
    this.table = table;
    this.#engine = engine;
    this.#journal = journal;
  }

  /**
   * Copies all that is there by now. One pull follows the other, so that no record overtakes.
   * @param expired the key of a row that has just been deleted as its time to live was over
   */
  pull(expired?: Json): Promise<void> {
    const mine = this.#last.then(() => this.#pull(expired));
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  async #pull(expired: Json | undefined): Promise<void> {
    for (let at = this.#next ?? (await this.#find()); at !== undefined;) {
      const answer = await this.#engine
        .callStreams('GetRecords', { ShardIterator: at.iterator })
        .catch((error: unknown) => {
          if (error instanceof EngineError && /^(ExpiredIterator|TrimmedDataAccess)Exception$/.test(error.type))
            return undefined;
          throw error;
        });
      const records = rows(answer?.['Records']);
      if (records.length > 0)
        this.#journal.append(
          this.table.name,
          this.table.stream?.arn ?? '',
          records.map((record) => (removes(record, expired) ? { ...record, userIdentity: byTimeToLive } : record)),
          at.shard,
        );
      const iterator = answer?.['NextShardIterator'];
      this.#next = typeof iterator === 'string' ? { shard: at.shard, iterator } : undefined;
      if (this.#next !== undefined && records.length === 0) return;
      at = this.#next ?? (await this.#find(answer === undefined ? undefined : at.shard));
    }
  }

  /** After the last record that was copied; past a shard that has been read to its end. */
  async #find(read?: string): Promise<{ shard: string; iterator: string } | undefined> {
    const { Table: described } = await this.#engine.call('DescribeTable', { TableName: this.table.name });
    const arn = isObject(described) ? textOf(described['LatestStreamArn']) : '';
    const place = this.#journal.place(this.table.name);
    const shards = await this.#shards(arn);
    const shard = shards[Math.max(0, shards.indexOf(read ?? place?.shard ?? '') + (read === undefined ? 0 : 1))];
    if (shard === undefined) return undefined;
    const from: JsonObject =
      place?.shard === shard
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: place.sequence }
        : { ShardIteratorType: 'TRIM_HORIZON' };
    const { ShardIterator: iterator } = await this.#engine.callStreams('GetShardIterator', {
      StreamArn: arn,
      ShardId: shard,
      ...from,
    });
    return { shard, iterator: textOf(iterator) };
  }

  /** The ids of the stream's shards, of which one follows the other; they sort by their time. */
  async #shards(arn: string, after?: Json): Promise<string[]> {
    const { StreamDescription: description } = await this.#engine.callStreams('DescribeStream', {
      StreamArn: arn,
      ...(after === undefined ? {} : { ExclusiveStartShardId: after }),
    });
    const { Shards: shards, LastEvaluatedShardId: last } = isObject(description) ? description : {};
    const ids = rows(shards).map(({ ShardId: id }) => textOf(id));
    return [...ids, ...(last === undefined || last === null ? [] : await this.#shards(arn, last))].sort();
  }
}
