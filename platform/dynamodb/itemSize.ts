/**
 * No item of DynamoDB is larger, names and values together (its developer guide, "Constraints": 400 KB, of 1,024 bytes
 * each).
 */
export const maxItemBytes = 400 * 1024;

/**
 * The bytes of a value that the document client writes, as DynamoDB counts them (its developer guide, "DynamoDB item
 * sizes and formats"): text in UTF-8, a number by its digits (never more than 21 bytes), 3 bytes for a list or a map
 * and 1 for each that it holds.
 */
export function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return 21;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, one) => sum + valueBytes(one) + 1, 0);
  if (typeof value !== 'object' || value === null) return 1;
  return 3 + itemBytes(value) + Object.keys(value).length;
}

/** The bytes of an item: of its names, and of their values. Undefined values are not written. */
export const itemBytes = (item: object): number =>
  Object.entries(item).reduce(
    (sum, [name, value]: [string, unknown]) =>
      value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
