import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { getBatch, writeBatch } from '../../platform/dynamodb/batches.ts';
import { ExpiringTable } from '../../platform/dynamodb/table.ts';
import { startsOf } from '../../platform/values/topic.ts';
import type { Article } from './article.ts';
import { directoryKey, directoryPartition, listKey, listPartition, listsOf, wordKey } from './articlesTable.ts';
import type { ListName, NamedList } from './filter.ts';
import { entryOf, listEntrySchema } from './listEntry.ts';
import type { ListChange, ListEntry } from './listEntry.ts';

export const directorySchema = z.object({
  kind: z.enum(['topic', 'source']),
  slug: z.string(),
  title: z.string(),
  /** Its feed stands, with what has left it, and nobody is offered it any more. */
  hidden: z.optional(z.literal(true)),
});
const mostInDirectory = 10_000;
/** Rows of a list: some 200 bytes each. */
const mostLookedAt = 2_000;
export type DirectoryEntry = z.infer<typeof directorySchema>;

/**
 * The lists behind the feeds, in the Articles table. Written by publish alone, so that nothing unreleased is ever in
 * one.
 */
export class ListsTable extends ExpiringTable {
  /** Lists that this process has entered in the directory: a warm worker writes each once. */
  private readonly entered = new Set<string>();

  /** Brings the lists in step with changes of articles, in their order: the last change of a row wins. */
  async apply(changes: readonly ListChange[]): Promise<void> {
    const rows = new Map<string, Record<string, unknown>>();
    const put = (row: { pk: string; sk: string } & Record<string, unknown>) => rows.set(`${row.pk} ${row.sk}`, row);
    for (const { before, after, readable } of changes) {
      if (before?.status === 'live')
        for (const { list } of listsOf(before)) put({ ...this.entry(list, before, after), gone: true });
      if (readable) for (const { list } of listsOf(after)) put(this.entry(list, after, after));
    }
    const shown = changes.filter(({ readable }) => readable).flatMap(({ after }) => listsOf(after));
    const newLists = shown.flatMap(({ list, title }) =>
      list.kind === 'all' || this.entered.has(listPartition(list)) ? [] : [{ list, title }],
    );
    for (const row of await this.directoryRowsOf(newLists)) put(row);
    await writeBatch(
      this.client,
      this.table,
      [...rows.values()].map((Item) => ({ PutRequest: { Item } })),
    );
    for (const { list } of newLists) this.entered.add(listPartition(list));
  }

  /**
   * The rows that the directory lacks of these lists: most workers that meet a list are not the first, and one
   * partition takes them all.
   */
  private async directoryRowsOf(lists: readonly { readonly list: NamedList; readonly title: string }[]) {
    const rows = await getBatch(
      this.client,
      this.table,
      lists.map(({ list }) => directoryKey(list)),
    );
    const known = new Map(rows.map((row) => [row.sk, row]));
    return lists
      .filter(({ list, title }) => {
        const row = known.get(directoryKey(list).sk);
        // what an operator has hidden stays so, though an article comes that was on its way
        return row?.hidden !== true && (row?.title !== title || row?.hasWords === undefined);
      })
      .flatMap(({ list, title }) => rowsOf(list, title));
  }

  /**
   * A list's newest rows, newest first, until `limit` of them satisfy `counts`, or 2,000 were looked at: a list of which
   * thousands were withdrawn at once is shown shorter, and costs no more than that.
   * @param before only those that stand further down than this sort key
   */
  async newest(
    list: ListName,
    limit: number,
    counts: (entry: ListEntry) => boolean,
    before?: string,
  ): Promise<ListEntry[]> {
    const pages = this.pages({
      KeyConditionExpression: before === undefined ? 'pk = :list' : 'pk = :list AND sk < :before',
      ExpressionAttributeValues: { ':list': listPartition(list), ...(before !== undefined && { ':before': before }) },
      ScanIndexForward: false,
      Limit: limit,
    });
    const entries: ListEntry[] = [];
    for await (const items of pages) {
      entries.push(...items.map((item) => listEntrySchema.parse(item)));
      if (entries.filter(counts).length >= limit || entries.length >= mostLookedAt) break;
    }
    return entries;
  }

  /** The lists that an article stands in. */
  async of(article: Article): Promise<ListName[]> {
    const lists = listsOf(article).map(({ list }) => list);
    const rows = await getBatch(
      this.client,
      this.table,
      lists.map((list) => listKey(list, article)),
    );
    const standing = new Set(rows.filter(({ gone }) => gone === undefined).map(({ pk }) => pk));
    return lists.filter((list) => standing.has(listPartition(list)));
  }

  /** A list's entry in the directory; undefined where no article was ever in it. */
  async describe(list: ListName): Promise<DirectoryEntry | undefined> {
    const { Item } = await this.client.send(new GetCommand({ TableName: this.table, Key: directoryKey(list) }));
    return Item && directorySchema.parse(Item);
  }

  /**
   * Every source and topic that ever had an article, and is not hidden, by name: at most 10,000, sources first, as a publisher may name
   * topics without end and an answer of Lambda ends at 6 MB.
   */
  async directory(): Promise<DirectoryEntry[]> {
    const pages = this.pages({
      KeyConditionExpression: 'pk = :directory',
      ExpressionAttributeValues: { ':directory': directoryPartition },
    });
    const entries: DirectoryEntry[] = [];
    for await (const items of pages) {
      entries.push(...items.map((item) => directorySchema.parse(item)).filter(({ hidden }) => !hidden));
      if (entries.length >= mostInDirectory) break;
    }
    return entries.slice(0, mostInDirectory);
  }

  /**
   * Offers a list to nobody any more. Its feed goes on, as it has tombstones to show.
   */
  async hide(list: NamedList): Promise<void> {
    const entry = await this.describe(list);
    if (!entry) return;
    const { title } = entry;
    const row = { ...directoryKey(list), ...list, title, hidden: true };
    await writeBatch(this.client, this.table, [
      { PutRequest: { Item: row } },
      ...startsOf(title).map((word) => ({ DeleteRequest: { Key: wordKey(list, word) } })),
    ]);
  }

  /**
   * Offers a list again that was hidden, or has another name: publish does neither, whose workers enter each list once.
   * One that no article was ever in stays out.
   */
  async show(list: NamedList, title?: string): Promise<void> {
    const before = await this.describe(list);
    if (!before || (!before.hidden && (title ?? before.title) === before.title)) return;
    const rows = rowsOf(list, title ?? before.title);
    const words = new Set(startsOf(title ?? before.title));
    await writeBatch(this.client, this.table, [
      ...rows.map((Item) => ({ PutRequest: { Item } })),
      ...startsOf(before.title)
        .filter((word) => !words.has(word))
        .map((word) => ({ DeleteRequest: { Key: wordKey(list, word) } })),
    ]);
  }

  private entry(list: ListName, place: Article, article: Article) {
    return { ...listKey(list, place), ...entryOf(article, this.retentionSeconds) };
  }
}

/** The rows by which a list is found: by its slug, and by the words of its name. */
const rowsOf = (list: NamedList, title: string) => [
  { ...directoryKey(list), ...list, title, hasWords: true },
  ...startsOf(title).map((word) => ({ ...wordKey(list, word), ...list, title })),
];
