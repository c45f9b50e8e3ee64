import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { getBatch } from '../../platform/dynamodb/batches.ts';
import { allShards, dueIn, pagesSideBySide, rowsIfFew } from '../../platform/dynamodb/dueIndex.ts';
import type { DueIndex } from '../../platform/dynamodb/dueIndex.ts';
import { readRow, Table } from '../../platform/dynamodb/table.ts';
import { epochSecondsSchema } from '../../platform/values/schema.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { beatAt, slotsBetween, slotsToCheck } from './slots.ts';
import { sourceKey, sourcesDueIndex } from './sourcesTable.ts';
import { sourceSchema } from './source.ts';

/** An active source in the due index: in a slot, or by its own time. */
const entrySchema = z.object({ id: z.string(), url: z.string(), dueShard: z.string(), dueAt: epochSecondsSchema });
type Entry = z.infer<typeof entrySchema>;
type Pages = Iterable<Entry[]> | AsyncIterable<Entry[]>;

const shards: ReadonlySet<string> = new Set(allShards);

/** A source whose poll is due, and since when. */
export interface DueSource {
  readonly id: string;
  readonly url: string;
  readonly nextPollAt: EpochSeconds;
}

/** Up to which beat all slots were looked at, for whoever looks next. */
const lastBeatKey = { pk: 'SCHEDULE', sk: 'SCHEDULE' };
const lastBeatSchema = z.object({ lastBeat: z.int() });

/** What is due, a page at a time. Until somebody says that all of it is done, the next look finds the same. */
export interface Look {
  readonly due: AsyncIterable<DueSource[]>;
  readonly done: () => Promise<void>;
}

/**
 * The sources that are due. A source at an even pace stands in a slot, and its row alone says when it is due next, so
 * that a poll moves nothing in the index; any other stands there by its time. Which slots are due follows from the time
 * alone: those since the last look, whenever that was, and those whose polls should have been done long ago.
 */
export class DueSources extends Table {
  async look(now: Date): Promise<Look> {
    const at = epochSeconds(now);
    const few = (await rowsIfFew(this.client, this.index, at))?.map((row) => entrySchema.parse(row));
    if (few?.length === 0) return { due: this.dueOf([], [], at), done: () => Promise.resolve() };
    const [after, until] = [await this.lastBeat(at), beatAt(at)];
    const slots = slotsBetween(after, until);
    const toCheck = slotsToCheck(after, until);
    const isDue = ({ dueShard, dueAt }: Entry) => (shards.has(dueShard) ? dueAt <= at : slots.has(dueShard));
    const pagesOf = (partitions: Iterable<string>, isOf: (entry: Entry) => boolean) =>
      few ? [few.filter(isOf)] : this.entries([...partitions], at);
    return {
      due: this.dueOf(
        pagesOf([...shards, ...slots.keys()], isDue),
        pagesOf(toCheck, ({ dueShard }) => toCheck.has(dueShard)),
        at,
        slots,
      ),
      done: async () => {
        if (until > after) await this.putLastBeat(until);
      },
    };
  }

  private async *dueOf(
    due: Pages,
    toCheck: Pages,
    at: EpochSeconds,
    slots: ReadonlyMap<string, EpochSeconds> = new Map(),
  ): AsyncGenerator<DueSource[]> {
    for await (const page of due)
      yield page.map(({ id, url, dueShard, dueAt }) => ({ id, url, nextPollAt: slots.get(dueShard) ?? dueAt }));
    for await (const page of toCheck) yield await this.notDone(page, at);
  }

  /** The beat before, where nobody has ever looked. */
  private async lastBeat(at: EpochSeconds): Promise<number> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: lastBeatKey }));
    return Item ? z.parse(lastBeatSchema, Item).lastBeat : beatAt(at) - 1;
  }

  private async putLastBeat(lastBeat: number): Promise<void> {
    await this.client.send(new PutCommand({ TableName: this.table, Item: { ...lastBeatKey, lastBeat } }));
  }

  private async *entries(partitions: readonly string[], at: EpochSeconds): AsyncGenerator<Entry[]> {
    const queries = partitions.map((partition) => dueIn(partition, this.index, at));
    for await (const rows of pagesSideBySide(this.client, queries)) yield rows.map((row) => entrySchema.parse(row));
  }

  /** Those whose polls were due, and were never done: their messages are gone. */
  private async notDone(entries: readonly Entry[], at: EpochSeconds): Promise<DueSource[]> {
    const rows = await getBatch(
      this.client,
      this.table,
      entries.map(({ id }) => sourceKey(id)),
    );
    return rows
      .map((row) => readRow(sourceSchema, row))
      .filter(({ status, nextPollAt }) => status === 'active' && nextPollAt <= at);
  }

  private get index(): DueIndex {
    return { table: this.table, name: sourcesDueIndex, sortKey: 'dueAt' };
  }
}
