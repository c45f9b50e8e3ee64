import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { Documents } from '../aws/documents.ts';
import { queryPages } from './pages.ts';

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

/**
 * The update that sets what the patch defines and removes what it names with undefined.
 * @param within the map of the row that the names stand in; the row itself unless told
 * @returns the parts of an UpdateItem input; names are aliased, so reserved words are no matter
 */
export function updateOf(patch: Record<string, unknown>, within?: string) {
  const entries = Object.entries(patch);
  const path = (name: string) => (within === undefined ? `#${name}` : `#${within}.#${name}`);
  const set = entries.filter(([, value]) => value !== undefined);
  const clause = (verb: string, parts: string[]) => (parts.length > 0 ? [`${verb} ${parts.join(', ')}`] : []);
  return {
    UpdateExpression: [
      ...clause(
        'SET',
        set.map(([name]) => `${path(name)} = :${name}`),
      ),
      ...clause(
        'REMOVE',
        entries.filter(([, value]) => value === undefined).map(([name]) => path(name)),
      ),
    ].join(' '),
    ExpressionAttributeNames: Object.fromEntries(
      [...entries.map(([name]) => name), ...(within === undefined ? [] : [within])].map((name) => [`#${name}`, name]),
    ),
    // DynamoDB refuses an empty list of values.
    ...(set.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    }),
  };
}

/** Whether a conditional write took place; every error but the condition's own is thrown on. */
export async function unlessConditionFails(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** A table as one of its owners sees it: several kinds of rows, each with a class of its own, may share a table. */
export abstract class Table {
  protected readonly client: Documents;
  protected readonly table: string;

  constructor(client: Documents, table: string) {
    this.client = client;
    this.table = table;
  }

  /** The rows of a query, page by page: whoever has enough of them stops the reading. */
  protected async *pages(query: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<Record<string, unknown>[]> {
    const pages = queryPages(this.client, { TableName: this.table, ...query });
    for await (const { Items = [] } of pages) yield Items;
  }
}

const daySeconds = 86_400;

/** A table whose rows expire by TTL, some time after what they are about. */
export abstract class ExpiringTable extends Table {
  protected readonly retentionSeconds: number;

  constructor(client: Documents, table: string, retentionDays: number) {
    super(client, table);
    this.retentionSeconds = retentionDays * daySeconds;
  }
}
