import type { Article } from '../../../modules/articles/article.ts';
import { KeptArticles } from '../../../modules/articles/keptArticles.ts';
import { isRecall } from '../../../modules/articles/recall.ts';
import { anArticle, at } from '../../helpers/records.ts';

const minuteMs = 60_000;

/** A table of articles that counts what is read of it. */
function tableOf(...articles: Article[]) {
  const table = {
    rows: new Map(articles.map((article) => [article.id, article])),
    mark: undefined as string | undefined,
    reads: [] as [count: number, consistent: boolean][],
    getMany: async (ids: readonly string[], consistent = false) => {
      if (ids.length > 0) table.reads.push([ids.length, consistent]);
      return new Map(ids.flatMap((id) => (table.rows.has(id) ? [[id, table.rows.get(id)!] as const] : [])));
    },
    lastRecall: async () => table.mark,
  };
  return table;
}
const numbered = (count: number, but: Partial<Article> = {}): Article[] =>
  Array.from({ length: count }, (_, index) => anArticle({ id: index.toString(16).padStart(32, '0'), ...but }));
const rowsOf = (articles: readonly Article[]) =>
  articles.map(({ id, version, rewordedAt }) => ({ id, version, rewordedAt }));

test('what was read a minute after the mark of recalls is kept, by its version', async () => {
  const articles = numbered(3);
  const [first, ...others] = articles;
  const table = tableOf(...articles);
  const kept = new KeptArticles(table);
  for (const nowMs of [0, minuteMs]) await kept.of(rowsOf(articles), nowMs);
  expect(table.reads.splice(0)).toEqual([
    [3, false],
    [3, false],
  ]);
  for (const nowMs of [minuteMs + 1, minuteMs + 2]) {
    expect([...(await kept.of(rowsOf(articles), nowMs)).values()]).toEqual(articles);
  }
  expect(table.reads.splice(0)).toEqual([[3, true]]);
  const corrected = { ...first!, version: first!.version + 1, title: 'Corrected' };
  table.rows.set(first!.id, corrected);
  const now = [corrected, ...others];
  expect((await kept.of(rowsOf(now), minuteMs + 3)).get(first!.id)).toEqual(corrected);
  const reworded = { ...corrected, rewordedAt: at('2026-11-29T12:00:00Z'), title: 'Reworded' };
  table.rows.set(first!.id, reworded);
  expect((await kept.of(rowsOf([reworded]), minuteMs + 4)).get(first!.id)).toEqual(reworded);
  expect(table.reads).toEqual([
    [1, true],
    [1, true],
  ]);
});

test('after a recall nothing that was kept is shown, and for a minute nothing is kept', async () => {
  const articles = numbered(2);
  const [first] = articles;
  const table = tableOf(...articles);
  const kept = new KeptArticles(table);
  for (const nowMs of [0, minuteMs + 1]) await kept.of(rowsOf(articles), nowMs);
  table.mark = 'another';
  const seen = async (nowMs: number) => (await kept.of(rowsOf(articles), nowMs)).get(first!.id)?.status;
  // the mark is written before the row
  expect(await seen(minuteMs + 2)).toBe('live');
  table.rows.set(first!.id, { ...first!, status: 'withdrawn' });
  expect(await seen(minuteMs + 3)).toBe('withdrawn');
  expect(await seen(2 * minuteMs + 3)).toBe('withdrawn');
});

test('an answer that was under way while another met a recall keeps nothing', async () => {
  const articles = numbered(1);
  const [first] = articles;
  const table = tableOf(...articles);
  const kept = new KeptArticles(table);
  await kept.of([], 0);
  const { promise: reading, resolve: isRead } = Promise.withResolvers<void>();
  const read = table.getMany;
  table.getMany = async (...asked) => {
    const rows = await read(...asked);
    await reading;
    return rows;
  };
  const underWay = kept.of(rowsOf(articles), 2 * minuteMs);
  await Promise.resolve();
  table.mark = 'another';
  const other = kept.of([], 2 * minuteMs + 1);
  isRead();
  await Promise.all([other, underWay]);
  table.getMany = read;
  table.rows.set(first!.id, { ...first!, status: 'withdrawn' });
  expect((await kept.of(rowsOf(articles), 4 * minuteMs)).get(first!.id)?.status).toBe('withdrawn');
});

test('what was not asked for the longest is forgotten first, as soon as texts are too many', async () => {
  const articles = numbered(30, { content: 'x'.repeat(1_000_000) });
  const table = tableOf(...articles);
  const kept = new KeptArticles(table);
  await kept.of([], 0);
  await kept.of(rowsOf(articles), 2 * minuteMs);
  table.reads = [];
  await kept.of(rowsOf(articles.slice(15)), 3 * minuteMs);
  expect(table.reads).toEqual([]);
  await kept.of(rowsOf(articles.slice(0, 5)), 3 * minuteMs);
  expect(table.reads).toEqual([[5, true]]);
});

test.each<[string, Partial<Article>, Partial<Article>, boolean]>([
  ['a withdrawal', {}, { status: 'withdrawn' }, true],
  ['an embargo', {}, { status: 'embargoed' }, true],
  ['an expiry that is new', {}, { expiresAt: at('2026-12-01T00:00:00Z') }, true],
  ['an expiry that has come', { expiresAt: at('2026-12-01T00:00:00Z') }, { status: 'expired' }, false],
  ['a correction', {}, { version: 3 }, false],
  ['the end of an embargo', { status: 'embargoed' }, { status: 'live' }, false],
])('%s is told to who keeps rows, unless the version before says it', (_, before, after, isTold) => {
  const article = anArticle(before);
  expect(isRecall(article, { ...article, ...after })).toBe(isTold);
});
