import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { scanPages } from '../../platform/dynamodb/pages.ts';
import { getBatch } from '../../platform/dynamodb/batches.ts';
import { dueRows, shardOf, waitingRows } from '../../platform/dynamodb/dueIndex.ts';
import type { DueIndex } from '../../platform/dynamodb/dueIndex.ts';
import { readRow, schemaVersion, ExpiringTable, unlessConditionFails } from '../../platform/dynamodb/table.ts';
import { traceId } from '../../platform/runtime/lambda.ts';
import type { Topic } from '../../platform/values/schema.ts';
import { plusSeconds, secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { articleSchema, embargoEnd, endOfTime, heldUntil, laterOf } from './article.ts';
import type { Article } from './article.ts';
import { dueAt } from './articleLifecycle.ts';
import type { ListName, NamedList } from './filter.ts';
import { packed, unpacked } from './packedRow.ts';
import { isRecall, lastRecall, markRecall } from './recall.ts';

/**
 * All keys of the Articles table: the articles, their announced versions, the log of all that was announced, the lists
 * that readers' feeds follow, those that a search reads, and the directory of lists.
 */
export const articleKeyPrefix = 'ARTICLE#';
export const articleKey = (id: string) => ({ pk: `${articleKeyPrefix}${id}`, sk: 'ARTICLE' });
export const dueIndexName = 'due';

/** One announced version of an article; versions sort as text. */
export const announcedVersionKey = (id: string, version: number) => ({
  pk: `${articleKeyPrefix}${id}`,
  sk: `${announcedVersionKeyPrefix}${String(version).padStart(8, '0')}`,
});
export const announcedVersionKeyPrefix = 'EDITION#';

/** The log of everything that was ever announced, in its order, and the number that it has come to. */
export const logPartition = 'LOG';
export const logKey = (seq: number) => ({ pk: logPartition, sk: String(seq).padStart(12, '0') });
export const logEndKey = { pk: 'LOG-END', sk: 'LOG-END' };

export const listPartition = (list: ListName) => (list.kind === 'all' ? 'LIST#all' : `LIST#${list.kind}#${list.slug}`);
/** Where an article stands in each list: by date, and by its id among those of one date. */
export const placeOf = ({ listedAt, id }: Pick<Article, 'listedAt' | 'id'>): string => `${listedAt}#${id}`;
export const listKey = (list: ListName, article: Article) => ({ pk: listPartition(list), sk: placeOf(article) });

/** The list of the articles that have a word in which it is found by its stem. */
export const stemPartition = (stem: string) => `STEM#${stem}`;

export const directoryPartition = 'DIRECTORY';
export const directoryKey = (list: ListName) => ({
  pk: directoryPartition,
  sk: list.kind === 'all' ? 'all' : `${list.kind}#${list.slug}`,
});

/** The same by each word that a list may be found by: a list has as many rows as its name has words. */
export const wordPartition = 'DIRECTORY-WORDS';
export const wordKey = ({ kind, slug }: NamedList, word: string) => ({
  pk: wordPartition,
  sk: `${kind}#${word}#${slug}`,
});

/** Every list that an article stands in, with the name that its readers know the list by. */
export function listsOf(article: Article): { list: ListName; title: string }[] {
  return [
    { list: { kind: 'all' }, title: 'All articles' },
    { list: { kind: 'source', slug: article.source.id }, title: article.source.name },
    ...article.topics.map(({ slug, name }: Topic) => ({ list: { kind: 'topic' as const, slug }, title: name })),
  ];
}

/** An article as its row has it. */
export const articleIn = (row: Record<string, unknown>): Article => readRow(articleSchema, unpacked(row));

const idOf = (row: Record<string, unknown>): string => z.parse(z.string(), row.pk).slice(articleKey('').pk.length);

/**
 * The articles themselves, the latest version of each. Every write is conditional, so that a retry changes nothing
 * twice.
 */
export class ArticlesTable extends ExpiringTable {
  async get(id: string): Promise<Article | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.table, Key: articleKey(id), ConsistentRead: true }),
    );
    return Item && articleIn(Item);
  }

  /**
   * By id; ids that stand for nothing are not in the answer.
   * @param consistent also sees what was written a moment ago, at twice the units
   */
  async getMany(ids: readonly string[], consistent = false): Promise<Map<string, Article>> {
    const rows = await getBatch(this.client, this.table, ids.map(articleKey), consistent);
    return new Map(rows.map(articleIn).map((article) => [article.id, article]));
  }

  /** @returns false where the article stands already */
  async insert(article: Article): Promise<boolean> {
    return unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: this.row(article),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  }

  /** @returns false where the row is no longer the one that the change was made from: read again and decide again */
  async replace(before: Article, after: Article): Promise<boolean> {
    if (isRecall(before, after)) await markRecall(this.client, this.table);
    return unlessConditionFails(
      this.client.send(
        new PutCommand({
          TableName: this.table,
          Item: this.row(after),
          ConditionExpression: `#version = :version AND #status = :status AND changedAt = :changedAt AND contentHash = :contentHash AND ${
            before.correctionOnHold === undefined
              ? 'attribute_not_exists(correctionOnHold)'
              : 'correctionOnHold.contentHash = :onHold'
          }`,
          ExpressionAttributeNames: { '#version': 'version', '#status': 'status' },
          ExpressionAttributeValues: {
            ':version': before.version,
            ':status': before.status,
            ':changedAt': before.changedAt,
            ':contentHash': before.contentHash,
            ...(before.correctionOnHold !== undefined && { ':onHold': before.correctionOnHold.contentHash }),
          },
        }),
      ),
    );
  }

  /** Another one after each time that an article was taken from readers (recall.ts). */
  async lastRecall(): Promise<string | undefined> {
    return lastRecall(this.client, this.table);
  }

  /** Ids of articles that time itself changes now: embargoes over, expiries come. */
  async *due(now: EpochSeconds): AsyncGenerator<string[]> {
    for await (const page of dueRows(this.client, this.dueIndex, now)) yield page.map(idOf);
  }

  /** Articles that wait for a person: by an embargo that cannot be read, or with anything on an editor's hold. */
  async waitingForPerson(): Promise<Article[]> {
    const ids: string[] = [];
    for await (const page of waitingRows(this.client, this.dueIndex, secondsOf(endOfTime))) ids.push(...page.map(idOf));
    return [...(await this.getMany([...new Set(ids)])).values()].filter(
      (article) => (dueAt(article) ?? 0) >= secondsOf(endOfTime) || article.correctionOnHold !== undefined,
    );
  }

  /** Every article, as it stands now, or those in a status: for operators only, as it reads the whole table. */
  async *all(status?: Article['status']): AsyncGenerator<Article> {
    const pages = scanPages(this.client, {
      TableName: this.table,
      ConsistentRead: true,
      FilterExpression: 'sk = :article',
      ExpressionAttributeValues: { ':article': articleKey('').sk },
      ...(status !== undefined && {
        FilterExpression: 'sk = :article AND #status = :status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':article': articleKey('').sk, ':status': status },
      }),
    });
    for await (const page of pages) for (const item of page.Items ?? []) yield articleIn(item);
  }

  private get dueIndex(): DueIndex {
    return { table: this.table, name: dueIndexName, sortKey: 'dueAt' };
  }

  private row(article: Article) {
    const due = dueAt(article);
    // An embargo and an expiry outlive the retention, also those of an article that is withdrawn.
    const held = article.status === 'embargoed' ? heldUntil(article) : embargoEnd(article);
    const lasts = [held, article.expiresAt].reduce(laterOf, article.changedAt) ?? article.changedAt;
    const expireAt = plusSeconds(secondsOf(lasts), this.retentionSeconds);
    const { version, status, changedAt, contentHash, correctionOnHold, ...says } = article;
    return {
      ...packed({ ...says, traceId: traceId() }),
      // by these a write finds out whether the row is the one that it was made from
      ...{ version, status, changedAt, contentHash, correctionOnHold },
      ...articleKey(article.id),
      schemaVersion,
      expireAt,
      ...(due !== undefined && { dueShard: shardOf(article.id), dueAt: due }),
    };
  }
}
