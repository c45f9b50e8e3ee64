import { findFeed } from '../../../modules/edition/feed.ts';
import { documentResponse } from '../../../modules/edition/respond.ts';
import { KeptArticles } from '../../../modules/articles/keptArticles.ts';
import type { ListEntry } from '../../../modules/articles/listEntry.ts';
import type { ListsTable } from '../../../modules/articles/listsTable.ts';
import type { Article } from '../../../modules/articles/article.ts';
import { anArticle, at } from '../../helpers/records.ts';

const now = new Date('2026-11-29T12:00:00Z');
const entry = (but: Partial<ListEntry> = {}): ListEntry => ({
  sk: `${anArticle().listedAt}#${anArticle().id}`,
  id: anArticle().id,
  version: 2,
  changedAt: at('2026-11-29T11:59:59Z'),
  ...but,
});
const [wrong, right] = [
  anArticle({ version: 1, title: 'Minister guilty' }),
  anArticle({ version: 2, title: 'Minister NOT guilty (corrected)' }),
];

/** A feed over a table whose eventually consistent reads answer as they did some writes ago. */
async function feedOf(
  rows: readonly ListEntry[],
  lagging: Article | undefined,
  written: Article | undefined,
  list: Parameters<typeof findFeed>[0]['list'] = { kind: 'all' },
) {
  const lists = {
    newest: async () => rows,
    describe: async () => ({ kind: list.kind, title: 'T' }),
  } as unknown as ListsTable;
  const reads: boolean[] = [];
  const articles = {
    getMany: async (ids: readonly string[], consistent = false) => {
      reads.push(consistent);
      const article = consistent ? written : lagging;
      return new Map(article && ids.includes(article.id) ? [[article.id, article]] : []);
    },
    lastRecall: async () => undefined,
  };
  const kept = new KeptArticles(articles);
  const feed = await findFeed({ list, format: 'json', limit: 50 }, { lists, kept }, 'P', now);
  const { headers, body } = await documentResponse(
    { method: 'GET', headers: {} },
    feed,
    'application/json',
    async () => {
      const titles = (await feed.articles()).map(({ title }) => title);
      return { count: titles.length, render: () => JSON.stringify(titles) };
    },
  );
  return { shown: JSON.parse(String(body)) as string[], etag: headers?.['etag'], reads };
}

test('a feed shows what its tag stands for, also where a read lags behind the list', async () => {
  expect((await feedOf([entry()], wrong, right)).shown).toEqual([right.title]);
  expect((await feedOf([entry()], undefined, right)).shown).toEqual([right.title]);
});

test('what is up to date is read once, eventually', async () => {
  expect((await feedOf([entry()], right, right)).reads).toEqual([false]);
  expect((await feedOf([entry({ version: 1 })], right, right)).reads).toEqual([false]);
});

test('an article that has left the list, or is held, is not shown, whatever the list says still', async () => {
  const transport = { kind: 'topic', slug: 'transport' } as const;
  expect((await feedOf([entry()], { ...right, topics: [] }, right, transport)).shown).toEqual([]);
  expect((await feedOf([entry()], { ...right, operatorEmbargo: at('2026-12-01T00:00:00Z') }, right)).shown).toEqual([]);
});

test('the tag changes with what left', async () => {
  const [before, after] = [
    await feedOf([entry()], right, right),
    await feedOf([entry({ gone: true, version: 3 })], undefined, undefined),
  ];
  expect(after.shown).toEqual([]);
  expect(after.etag).not.toBe(before.etag);
});
