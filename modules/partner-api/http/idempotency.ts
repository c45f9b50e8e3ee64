import { createHash } from 'node:crypto';
import { Problem } from '../../../platform/http/problem.ts';

/** How long a repeat of a request is shown a secret again. */
export const repeatableMs = 86_400_000;

/**
 * The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header-06): a string of structured fields, in
 * quotation marks; without them it is taken, too.
 * @throws Problem 400
 */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw new Problem(400, 'An Idempotency-Key has 1 to 255 printable ASCII characters: a UUID does well.');
  return key;
}

/** A digest of these parts, for ids and marks that a repeat finds again. */
export const digestOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');
