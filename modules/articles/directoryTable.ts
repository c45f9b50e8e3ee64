import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { getBatch } from '../../platform/dynamodb/batches.ts';
import { Table } from '../../platform/dynamodb/table.ts';
import { isFoundBy, slugOf, wordsOf } from '../../platform/values/topic.ts';
import { directoryKey, directoryPartition, logPartition, wordPartition } from './articlesTable.ts';
import { directorySchema } from './listsTable.ts';
import type { DirectoryEntry } from './listsTable.ts';

export type Kind = DirectoryEntry['kind'];

/** Of a line of the log: where its article stands. */
const placesSchema = z.object({
  articleId: z.string(),
  source: z.object({ id: z.string() }),
  topics: z.array(z.object({ slug: z.string() })),
});

/** Lines of the log by which use is counted: 150 kB at most, in one call. */
const linesCounted = 500;
/**
 * No slug is longer, and no key of DynamoDB may be much longer: what somebody typed into an address is not asked for.
 */
const longestSlug = 64;
/** Words of a question, and rows that are looked at for each. */
const mostWords = 4;
const mostLookedAt = 200;

/** The directory of lists, for people who choose from it: whatever it holds, each read is one call, and small. */
export class DirectoryTable extends Table {
  /**
   * Some of a kind, in the order of their slugs; `complete` where that is all.
   * @param after the slug that they follow; from the first unless told
   */
  async some(kind: Kind, limit: number, after?: string): Promise<{ entries: DirectoryEntry[]; complete: boolean }> {
    const start = after === undefined ? undefined : directoryKey({ kind, slug: after });
    const rows = await this.beginningWith(directoryPartition, `${kind}#`, limit + 1, start);
    return { entries: rows.slice(0, limit).filter(({ hidden }) => !hidden), complete: rows.length <= limit };
  }

  /** Those of these that there are. */
  async named(wanted: readonly { readonly kind: Kind; readonly slug: string }[]): Promise<DirectoryEntry[]> {
    const rows = await getBatch(
      this.client,
      this.table,
      wanted.filter(({ slug }) => slug !== '' && slug.length <= longestSlug).map((list) => directoryKey(list)),
    );
    return rows.map((row) => directorySchema.parse(row));
  }

  /**
   * Those of a kind in whose names each word of a text begins a word: up to `limit`. Names of before this release are
   * found by their beginning alone, until their next article.
   */
  async find(kind: Kind, text: string, limit: number): Promise<DirectoryEntry[]> {
    const words = wordsOf(text).slice(0, mostWords);
    if (words.length === 0) return [];
    const [bySlug, ...byWord] = await Promise.all([
      this.beginningWith(directoryPartition, `${kind}#${slugOf(text)}`, limit),
      // A word that is in many names says little, and another of the question may say all.
      ...words.map((word) => this.beginningWith(wordPartition, `${kind}#${word}`, mostLookedAt)),
    ]);
    const found = new Map(
      [...bySlug.filter(({ hidden }) => !hidden), ...byWord.flat().filter(({ title }) => isFoundBy(title, words))].map(
        (entry) => [entry.slug, entry],
      ),
    );
    return [...found.values()].slice(0, limit);
  }

  /** How many of the articles that were announced last stand in each list: by kind and slug. */
  async uses(): Promise<Record<Kind, ReadonlyMap<string, number>>> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :log',
        ExpressionAttributeValues: { ':log': logPartition },
        ScanIndexForward: false,
        Limit: linesCounted,
      }),
    );
    const articles = new Map(Items.map((item) => placesSchema.parse(item)).map((places) => [places.articleId, places]));
    const counted = { topic: new Map<string, number>(), source: new Map<string, number>() };
    const count = (kind: Kind, slug: string) => counted[kind].set(slug, (counted[kind].get(slug) ?? 0) + 1);
    for (const { source, topics } of articles.values()) {
      count('source', source.id);
      for (const { slug } of topics) count('topic', slug);
    }
    return counted;
  }

  private async beginningWith(
    partition: string,
    start: string,
    limit: number,
    after?: { readonly pk: string; readonly sk: string },
  ): Promise<DirectoryEntry[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :partition AND begins_with(sk, :start)',
        ExpressionAttributeValues: { ':partition': partition, ':start': start },
        ExclusiveStartKey: after,
        Limit: limit,
      }),
    );
    return Items.map((item) => directorySchema.parse(item));
  }
}
