import type * as z from 'zod/mini';

/** Of the rows that this release writes. It is raised by a change that the releases before could misread. */
export const schemaVersion = 1;

/**
 * Reads a row that this release wrote, or one before it: what came later is optional in the schema, or has a default
 * there.
 * @throws where a later release wrote it, rather than misread it; or where it does not fit the schema
 */
export function readRow<T extends z.ZodMiniType>(schema: T, row: Record<string, unknown>): z.output<T> {
  const { schemaVersion: written = 1, pk, sk } = row;
  if (typeof written !== 'number' || written > schemaVersion) {
    throw new Error(
      `The row ${String(pk)} ${String(sk)} has the schema version ${String(written)}, and this release reads up ` +
        `to ${schemaVersion}: deploy the release that wrote it, or a later one.`,
    );
  }
  return schema.parse(row);
}
