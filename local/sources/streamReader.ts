import type { Switches } from '../control/switches.ts';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Table } from '../engines/tables.ts';
import type { Journal, StreamRecord } from '../journal/journal.ts';
import type { LambdaFunction } from '../lambda/lambdaFunction.ts';
import { isObject } from '../template/json.ts';
import type { Destination } from './destination.ts';
import type { Losses } from './losses.ts';
import { failedItems, type Mapping } from './mapping.ts';

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Feeds a function from the stream of a table: one batch at a time, in order, from a durable checkpoint. */
export class StreamReader {
  readonly mapping: Mapping;
  readonly table: Table;
  readonly #target: LambdaFunction;
  readonly #journal: Journal;
  readonly #onFailure: Destination | undefined;
  readonly #stopping: AbortSignal;
  readonly #switches: Switches;
  readonly #losses: Losses;

  constructor(
    mapping: Mapping,
    table: Table,
    target: LambdaFunction,
    journal: Journal,
    onFailure: Destination | undefined,
    { stopping, switches, losses }: { stopping: AbortSignal; switches: Switches; losses: Losses },
  ) {
    this.mapping = mapping;
    this.table = table;
    this.#target = target;
    this.#journal = journal;
    this.#onFailure = onFailure;
    this.#stopping = stopping;
    this.#switches = switches;
    this.#losses = losses;
  }

  /** Everything up to here is dealt with. */
  get checkpoint(): number {
    return this.#journal.checkpoint(this.mapping.id) ?? 0;
  }

  /** Whether records wait or are being worked on. */
  get pending(): boolean {
    return this.#journal.latest(this.table.name) > this.checkpoint;
  }

  async run(): Promise<void> {
    if (this.#journal.checkpoint(this.mapping.id) === undefined) {
      this.#journal.advance(this.mapping.id, this.mapping.startAtLatest ? this.#journal.latest(this.table.name) : 0);
    }
    while (!this.#stopping.aborted) {
      await this.#switches.untilOn(this.mapping.id, this.#stopping);
      if (!this.pending) await this.#appended();
      else {
        await this.#fill();
        if (this.#switches.isOff(this.mapping.id)) continue;
        await this.#switches.round(this.mapping.id, () =>
          this.#deal(this.#journal.read(this.table.name, this.checkpoint, this.mapping.batchSize)),
        );
      }
    }
  }

  async #appended(): Promise<void> {
    await once(this.#journal, 'appended', { signal: this.#stopping }).catch(() => undefined);
  }

  /** Waits for a full batch, at most as long as the window. */
  async #fill(): Promise<void> {
    const over = AbortSignal.any([this.#stopping, AbortSignal.timeout(this.mapping.windowMs)]);
    const full = (): boolean =>
      this.#journal.read(this.table.name, this.checkpoint, this.mapping.batchSize).length >= this.mapping.batchSize;
    while (this.mapping.windowMs > 0 && !over.aborted && !full())
      await once(this.#journal, 'appended', { signal: over }).catch(() => undefined);
  }

  /** Works on one batch until it is dealt with: done, dropped by the filter, or handed to the destination. */
  async #deal(batch: StreamRecord[]): Promise<void> {
    const last = batch.at(-1);
    const wanted = batch.filter(({ record }) => this.mapping.fits(record));
    if ((await this.#work(wanted)) && last !== undefined && !this.#losses('checkpoint')) this.#advance(last.seq);
  }

  /** False when the twin stops before the end. */
  async #work(records: readonly StreamRecord[], attempt = 0): Promise<boolean> {
    if (records.length === 0) return true;
    if (this.#stopping.aborted) return false;
    const result = await this.#target.invoke({ Records: records.map(({ record }) => record) });
    const failedAt = result.ok ? this.#firstFailure(records, result.payload) : 0;
    if (failedAt === undefined) return true;
    // Records before the first failure are done. A report that gets further starts a new count.
    const rest = records.slice(failedAt);
    if (failedAt > 0) {
      const [before] = records.slice(failedAt - 1);
      if (before !== undefined) this.#advance(before.seq);
    }
    const tries = failedAt > 0 ? 0 : attempt;
    if (this.#givenUp(rest, tries)) {
      await this.#hand(rest, tries, result.requestId);
      return true;
    }
    await sleep(Math.min(firstPauseMs * 2 ** tries, longestPauseMs), undefined, { signal: this.#stopping }).catch(
      () => undefined,
    );
    if (!this.mapping.bisect || rest.length === 1) return this.#work(rest, tries + 1);
    const middle = Math.ceil(rest.length / 2);
    return (await this.#work(rest.slice(0, middle), tries + 1)) && this.#work(rest.slice(middle), tries + 1);
  }

  /** The place of the first record that the function reports as failed; undefined when all went well. */
  #firstFailure(records: readonly StreamRecord[], payload: unknown): number | undefined {
    const failed = this.mapping.partial ? failedItems(payload) : [];
    if (failed === 'unreadable') return 0;
    if (failed.length === 0) return undefined;
    // An id that is not in the batch fails all of it.
    return Math.max(
      0,
      records.findIndex(({ sequenceNumber }) => failed.includes(sequenceNumber)),
    );
  }

  #givenUp([first]: readonly StreamRecord[], attempt: number): boolean {
    const { maxRetries, maxAgeSeconds } = this.mapping;
    const { dynamodb } = first?.record ?? {};
    const createdAt = isObject(dynamodb) ? Number(dynamodb['ApproximateCreationDateTime']) : 0;
    return (
      (maxRetries !== undefined && attempt >= maxRetries) ||
      (maxAgeSeconds !== undefined && Date.now() / 1000 - createdAt > maxAgeSeconds)
    );
  }

  /** The destination gets where the records are, and not the records, as in AWS. */
  async #hand(records: readonly StreamRecord[], attempt: number, requestId: string): Promise<void> {
    const [first, last] = [records[0], records.at(-1)];
    const arrival = ({ record: { dynamodb } }: StreamRecord): string =>
      new Date(Number(isObject(dynamodb) ? dynamodb['ApproximateCreationDateTime'] : 0) * 1000).toISOString();
    if (first === undefined || last === undefined) return;
    await this.#onFailure?.send({
      requestContext: {
        requestId,
        functionArn: this.#target.settings.arn,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempt + 1,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'shardId-00000000000000000000-twin',
        startSequenceNumber: first.sequenceNumber,
        endSequenceNumber: last.sequenceNumber,
        approximateArrivalOfFirstRecord: arrival(first),
        approximateArrivalOfLastRecord: arrival(last),
        batchSize: records.length,
        streamArn: this.table.stream?.arn ?? '',
      },
    });
  }

  #advance(seq: number): void {
    this.#journal.advance(this.mapping.id, seq);
  }
}
