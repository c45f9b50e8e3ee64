import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rowOfAnnounced } from '../modules/articles/announcedVersions.ts';
import type { Article } from '../modules/articles/article.ts';
import { newArticle } from '../modules/articles/articleLifecycle.ts';
import { announcedVersionKey, articleKey, ArticlesTable } from '../modules/articles/articlesTable.ts';
import { eventOf } from '../modules/articles/event.ts';
import { readFeed } from '../modules/feed-reading/readFeed.ts';
import { articleId } from '../modules/sources/seenList.ts';
import { itemBytes } from '../platform/dynamodb/itemSize.ts';
import { epochSeconds, instant } from '../platform/values/time.ts';
import { feedFiles, feedsFolder } from '../test/corpus/corpus.ts';
import { number, table } from './report.ts';

/** Rows of one kind, of all articles of the real feeds. */
export interface RowFigures {
  readonly what: string;
  readonly rows: number;
  readonly meanBytes: number;
  /** Of one write. */
  readonly meanWriteUnits: number;
}

const source = { id: 'a-usual-source', name: 'A usual source', siteUrl: 'https://publisher.example/' };
const now = new Date('2026-11-30T12:00:00Z');

/** What articles take in their table, as they are written and as they would be unpacked; none without real feeds. */
export async function measureRows(): Promise<RowFigures[]> {
  const folder = feedsFolder();
  const articles: Article[] = [];
  for (const file of await feedFiles(folder)) {
    const document = await readFeed({
      body: await readFile(join(folder, file)),
      url: 'https://publisher.example/feed',
    });
    const found = document.items.map(({ key, contentHash, story }) =>
      newArticle({ id: articleId(file, key), contentHash, story }, source, now, false),
    );
    articles.push(...found);
  }
  if (articles.length === 0) return [];
  const rows: Record<string, unknown>[] = [];
  const client = { send: ({ input: { Item } }: { input: { Item: Record<string, unknown> } }) => rows.push(Item) };
  const articlesTable = new ArticlesTable(client as unknown as DynamoDBDocumentClient, 'articles', 365);
  for (const article of articles) await articlesTable.insert(article);
  const announced = articles.flatMap((article, index) => {
    const event = eventOf(undefined, article, instant(now));
    if (event === undefined) return [];
    const keys = { ...announcedVersionKey(article.id, 1), schemaVersion: 1, expireAt: 1 };
    return { keys, version: { seq: index + 1, loggedAt: epochSeconds(now), event, content: article.content } };
  });
  return [
    figuresOf(
      'articles, as they were',
      articles.map((one) => ({ ...one, ...articleKey(one.id), schemaVersion: 1, expireAt: 1 })),
    ),
    figuresOf('articles', rows),
    figuresOf(
      'announced versions, as they were',
      announced.map(({ keys, version }) => ({ ...keys, ...version })),
    ),
    figuresOf(
      'announced versions',
      announced.map(({ keys, version }) => ({ ...keys, ...rowOfAnnounced(version) })),
    ),
  ];
}

function figuresOf(what: string, rows: readonly object[]): RowFigures {
  const sizes = rows.map(itemBytes);
  const mean = (figure: (bytes: number) => number) =>
    sizes.reduce((sum, bytes) => sum + figure(bytes), 0) / sizes.length;
  return {
    what,
    rows: rows.length,
    meanBytes: mean((bytes) => bytes),
    meanWriteUnits: mean((bytes) => Math.ceil(bytes / 1_024)),
  };
}

export const rowsReport = (
  figures: readonly RowFigures[],
): string => `ROWS: of all articles of the real feeds, where they are at hand
${table(
  ['rows', 'how many', 'bytes, mean', 'write units, mean'],
  figures.map(({ what, rows, meanBytes, meanWriteUnits }) => [
    what,
    number(rows),
    number(meanBytes),
    number(meanWriteUnits, 2),
  ]),
)}`;
