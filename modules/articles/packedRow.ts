import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import { itemBytes } from '../../platform/dynamodb/itemSize.ts';

/** No row held more before it was packed: one that does is none of ours, and would fill the memory. */
const longestBytes = 4 * 1024 * 1024;

type Attributes = Readonly<Record<string, unknown>>;

/**
 * What a row says, as the table holds it: deflated (RFC 1951) into one attribute where that is smaller, as DynamoDB
 * bills each started kB of a row at each write, and keeps it for a year. Keys, and what DynamoDB itself compares, stay
 * beside it.
 * @param says no bytes
 */
export function packed(says: Attributes): Attributes {
  const deflated = deflateRawSync(JSON.stringify(says));
  const row = { packed: deflated };
  return itemBytes(row) < itemBytes(says) ? row : says;
}

/**
 * A row with all that it says, whichever way the table holds it.
 * @throws where it cannot be inflated: the row is damaged
 */
export function unpacked({ packed: bytes, ...row }: Attributes): Record<string, unknown> {
  if (bytes === undefined) return row;
  const inflated = inflateRawSync(z.parse(z.instanceof(Uint8Array), bytes), { maxOutputLength: longestBytes });
  return { ...row, ...z.parse(z.record(z.string(), z.unknown()), JSON.parse(inflated.toString())) };
}
