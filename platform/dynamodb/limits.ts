import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Documents } from '../aws/documents.ts';
import { plusSeconds } from '../values/time.ts';
import type { EpochSeconds } from '../values/time.ts';

/** Counts what somebody did in a window of time; `who` is a pseudonym. */
const limitKey = (what: string, who: string, window: number) => ({
  pk: `LIMIT#${what}#${who}`,
  sk: String(window),
});

const timesSchema = z.object({ times: z.int() });

/**
 * Counts what somebody did, in a row that a table with a TTL forgets after a window more.
 * @param of `who` is a pseudonym
 * @returns how often in this window of time, this once included
 */
export async function countIn(
  client: Documents,
  table: string,
  of: { readonly what: string; readonly who: string; readonly now: EpochSeconds; readonly windowSeconds: number },
): Promise<number> {
  const { what, who, now, windowSeconds } = of;
  const { Attributes } = await client.send(
    new UpdateCommand({
      TableName: table,
      Key: limitKey(what, who, Math.floor(now / windowSeconds)),
      UpdateExpression: 'ADD times :one SET expireAt = :expireAt',
      ExpressionAttributeValues: { ':one': 1, ':expireAt': plusSeconds(now, 2 * windowSeconds) },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return timesSchema.parse(Attributes).times;
}
