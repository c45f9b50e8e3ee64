import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Documents } from '../aws/documents.ts';

export type WriteRequest = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** Cuts a list into pieces of at most `size`: AWS batches take 10, 25 or 100. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

/**
 * Cuts a list into pieces of at most `size` whose members together stay within `maxBytes`; one alone may not exceed
 * that.
 */
export function packs<T>(list: readonly T[], size: number, maxBytes: number, bytesOf: (one: T) => number): T[][] {
  const done: T[][] = [];
  let room = 0;
  for (const one of list) {
    const bytes = bytesOf(one);
    const last = done.at(-1);
    if (last === undefined || last.length === size || bytes > room) {
      done.push([one]);
      room = maxBytes - bytes;
    } else {
      last.push(one);
      room -= bytes;
    }
  }
  return done;
}

/**
 * Reads rows by key, 100 to a call, asking again for what DynamoDB left out. Rows that do not exist are not in
 * the answer; one that is named twice is in it once.
 * @param consistent also sees what was written a moment ago, at twice the units
 */
export async function getBatch(
  client: Documents,
  table: string,
  keys: readonly Record<string, string>[],
  consistent = false,
): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  // DynamoDB refuses a call that names a row twice
  const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  for (const chunk of chunks(distinct, 100)) {
    await untilProcessed(chunk, async (rest) => {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: rest, ConsistentRead: consistent } } }),
      );
      rows.push(...(Responses?.[table] ?? []));
      return (UnprocessedKeys?.[table]?.Keys ?? []) as Record<string, string>[];
    });
  }
  return rows;
}

/**
 * Puts and deletes rows, 25 to a call, sending again what DynamoDB left out. Unconditional: for idempotent rows only.
 */
export async function writeBatch(client: Documents, table: string, requests: readonly WriteRequest[]): Promise<void> {
  for (const chunk of chunks(requests, 25)) {
    await untilProcessed(chunk, async (rest) => {
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: rest } }));
      return UnprocessedItems?.[table] ?? [];
    });
  }
}

/** Unprocessed rows are throttled: wait a little longer each time, and give up with an error that says so. */
async function untilProcessed<T>(items: T[], send: (rest: T[]) => Promise<T[]>): Promise<void> {
  let rest = items;
  for (let attempt = 0; rest.length > 0; attempt++) {
    if (attempt > 6)
      throw new Error(
        `DynamoDB left ${rest.length} of ${items.length} unprocessed after ${attempt} tries: the table is throttled.`,
      );
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** attempt));
    rest = await send(rest);
  }
}
