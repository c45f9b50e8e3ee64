import { createHash } from 'node:crypto';
import { epochSecondsSchema } from '../../../platform/values/schema.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { Problem } from '../../../platform/http/problem.ts';

/** A place in a numbered list, and since when the reader wants to hear. */
export interface Place {
  readonly seq: number;
  readonly since?: EpochSeconds | undefined;
}

const format = 1;
const [fingerprintBytes, checksumBytes] = [6, 4];
const length = 13 + fingerprintBytes + checksumBytes;

/**
 * A place as a reader carries it: bytes that say nothing, tied to what was asked.
 * @param asked what the list depends on, such as its filter
 */
export function cursorOf({ seq, since = 0 as EpochSeconds }: Place, asked: unknown): string {
  const bytes = Buffer.alloc(13, format);
  bytes.writeUIntBE(seq, 1, 6);
  bytes.writeUIntBE(since, 7, 6);
  const told = Buffer.concat([bytes, digest(JSON.stringify(asked), fingerprintBytes)]);
  return Buffer.concat([told, digest(told, checksumBytes)]).toString('base64url');
}

/** @throws Problem 400 for a cursor that is invalid, or belongs to another question */
export function placeOf(cursor: string, asked: unknown): Place {
  const bytes = Buffer.from(cursor, 'base64url');
  const told = bytes.subarray(0, length - checksumBytes);
  const isOurs =
    bytes.length === length &&
    bytes.toString('base64url') === cursor &&
    bytes[0] === format &&
    digest(told, checksumBytes).equals(bytes.subarray(-checksumBytes));
  const since = epochSecondsSchema.safeParse(isOurs ? bytes.readUIntBE(7, 6) : undefined);
  if (!since.success)
    throw refusal('is invalid: give the "next" of an earlier answer, unchanged, or leave it out to start over');
  if (!told.subarray(13).equals(digest(JSON.stringify(asked), fingerprintBytes)))
    throw refusal('belongs to another question: ask with the same filter as when you got it, or begin without it');
  return { seq: bytes.readUIntBE(1, 6), ...(since.data > 0 && { since: since.data }) };
}

const digest = (data: string | Buffer, size: number): Buffer =>
  createHash('sha256').update(data).digest().subarray(0, size);

const refusal = (detail: string): Problem =>
  new Problem(400, `The cursor ${detail}.`, { errors: [{ parameter: 'cursor', detail }] });
