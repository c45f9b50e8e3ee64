import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import type { Article } from '../../../modules/articles/article.ts';
import type { ListChange } from '../../../modules/articles/listEntry.ts';
import { findableBy, finds, readingsOf } from '../../../modules/search/findable.ts';
import { SearchIndex } from '../../../modules/search/searchIndex.ts';
import { SearchTable } from '../../../modules/search/searchTable.ts';
import { instant } from '../../../platform/values/time.ts';
import { anArticle, at } from '../../helpers/records.ts';

type Row = Record<string, unknown> & { pk: string; sk: string };

/** A table's rows, as DynamoDB writes them in batches and reads them newest first. */
function memory() {
  const rows = new Map<string, Row>();
  let queries = 0;
  const client = Object.assign(Object.create(DynamoDBDocumentClient.prototype) as DynamoDBDocumentClient, {
    send({ input }: { input: Record<string, unknown> }) {
      const writes = (input['RequestItems'] as { articles: { PutRequest: { Item: Row } }[] } | undefined)?.articles;
      if (writes !== undefined) {
        for (const { PutRequest } of writes) rows.set(`${PutRequest.Item.pk} ${PutRequest.Item.sk}`, PutRequest.Item);
        return Promise.resolve({});
      }
      queries += 1;
      const { ':stem': stem, ':place': place = '' } = input['ExpressionAttributeValues'] as Record<string, string>;
      const all = [...rows.values()]
        .filter(({ pk, sk }) => pk === stem && sk < place)
        .toSorted((one, other) => (one.sk < other.sk ? 1 : -1));
      const limit = Number(input['Limit']);
      return Promise.resolve({ Items: all.slice(0, limit), LastEvaluatedKey: all.length >= limit ? {} : undefined });
    },
  });
  return {
    index: new SearchIndex(client, 'articles', 30),
    table: new SearchTable(client, 'articles'),
    rows,
    queries: () => queries,
  };
}

const article = (n: number, but: Partial<Article> = {}): Article =>
  anArticle({
    id: n.toString(16).padStart(32, '0'),
    // some share their moment
    listedAt: instant(new Date(Date.UTC(2026, 10, 1) + Math.floor(n / 3) * 1_000)),
    topics: [],
    authors: [],
    summary: '',
    ...but,
  });
const shown = (after: Article, before?: Article): ListChange => ({ before, after, readable: after.status === 'live' });
const counts = ({ gone }: { gone?: true | undefined }) => !gone;

/** All that a search finds, page by page. */
async function allFound(table: SearchTable, question: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let before: string | undefined; ;) {
    const { rows, older } = await table.find(readingsOf(question), limit, counts, before);
    const page = rows.filter(counts);
    expect(page.length).toBeLessThanOrEqual(limit);
    ids.push(...page.map(({ id }) => id));
    if (older === undefined) return ids;
    before = older;
  }
}

const vocabulary = [
  'oil',
  'prices',
  'price',
  'the',
  'die',
  'Wahl',
  'Wahlen',
  'élections',
  'election',
  'санкции',
  'санкция',
];
const text = fc.array(fc.constantFrom(...vocabulary, 'selten', 'в'), { maxLength: 5 }).map((words) => words.join(' '));
const state = fc.record({
  title: text,
  summary: text,
  language: fc.constantFrom('en', 'de', 'fr', 'ru', 'ka', undefined),
  status: fc.constantFrom(
    'live' as const,
    'live' as const,
    'live' as const,
    'withdrawn' as const,
    'embargoed' as const,
  ),
});

test('a search finds exactly what reading every article would, newest first, after any history, in pages of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(state, { minLength: 1, maxLength: 3 }), { maxLength: 30 }),
      fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 1, max: 7 }),
      async (histories, question, limit) => {
        const { index, table } = memory();
        const lives = histories.map((states, n) =>
          states.map((one, index) => article(n, { ...one, version: index + 1 })),
        );
        for (const life of lives) {
          const changes = life.map((after, index) => shown(after, life[index - 1]));
          await index.apply(changes);
          await index.apply(changes); // a batch that comes again
        }
        const expected = lives
          .flatMap((life) => life.at(-1) ?? [])
          .filter((one) => one.status === 'live' && finds(readingsOf(question.join(' ')), findableBy(one)))
          .map(({ id, listedAt }) => `${listedAt}#${id}`)
          .toSorted()
          .toReversed()
          .map((place) => place.slice(-32));
        expect(await allFound(table, question.join(' '), limit)).toEqual(expected);
      },
    ),
    { numRuns: 150 },
  );
});

test.each([
  ['oil', 60],
  ['oil gas', 7],
  ['gas prices oil', 50],
  ['tovuz oil', 3],
  ['Wahl', 200],
])('of 2,500 articles, %j finds each that it should once, %i a page', async (question, limit) => {
  const { index, table } = memory();
  const words = { oil: 2, gas: 3, prices: 5, tovuz: 311, Wahlen: 7 };
  const many = Array.from({ length: 2_500 }, (_, n) => {
    const title = Object.entries(words).flatMap(([word, nth]) => (n % nth === 0 ? [word] : []));
    return article(n, { title: title.join(' '), language: n % 7 === 0 ? 'de' : 'en' });
  });
  await index.apply(many.map((one) => shown(one)));
  const expected = many.filter((one) => finds(readingsOf(question), findableBy(one))).map(({ id }) => id);
  expect((await allFound(table, question, limit)).toReversed()).toEqual(expected);
  expect(expected.length).toBeGreaterThan(4);
});

test('what a correction no longer says leaves the rows of its words, and the search hears of it', async () => {
  const { index, table } = memory();
  const before = article(1, { title: 'Oil prices fall' });
  await index.apply([shown(before), shown({ ...before, version: 2, title: 'Gas prices fall' }, before)]);
  const find = async (question: string) => (await table.find(readingsOf(question), 10, counts)).rows;
  expect(await find('oil')).toEqual([expect.objectContaining({ id: before.id, version: 2, gone: true })]);
  expect(await find('oil prices')).toEqual([expect.objectContaining({ gone: true })]);
  expect(await find('gas prices')).toEqual([expect.not.objectContaining({ gone: true })]);
  expect(await find('prices')).toEqual([expect.not.objectContaining({ gone: true })]);
});

test('rows last as long as those of lists, and each is one write unit', async () => {
  const { index, rows } = memory();
  const long = article(1, {
    title: 'Ձմեռային խաղեր '.repeat(200),
    summary: Array.from({ length: 200 }, (_, index) => `санкционированный${index}`).join(' '),
    expiresAt: at('2027-06-01T00:00:00Z'),
    rewordedAt: at('2026-11-02T00:00:00Z'),
  });
  await index.apply([shown(long)]);
  expect(rows.size).toBe(64);
  const expireAt = Date.parse('2027-06-01T00:00:00Z') / 1_000 + 30 * 86_400;
  for (const row of rows.values()) {
    expect(row['expireAt']).toBe(expireAt);
    expect(Buffer.byteLength(JSON.stringify({ ...row, marks: '' })) + 64 * 3).toBeLessThan(1_024);
  }
});

describe('what a search costs', () => {
  const many = Array.from({ length: 16_000 }, (_, n) =>
    article(n, { title: n % 8_000 === 7_999 ? 'Oil and gas prices' : `${n % 2 ? 'Oil' : 'Gas'} prices` }),
  );

  test('two common words that seldom meet: it stops, and goes on where it stopped', async () => {
    const { index, table, queries } = memory();
    await index.apply(many.map((one) => shown(one)));
    const first = await table.find(readingsOf('oil gas'), 50, counts);
    expect(first).toMatchObject({ cutShort: true, older: expect.any(String) as string });
    expect(queries()).toBeLessThanOrEqual(10);
    expect(await allFound(table, 'oil gas', 50)).toEqual([many[15_999]?.id, many[7_999]?.id]);
  });

  test('what has left counts for nothing, and where it stops nothing is passed over', async () => {
    const { index, table } = memory();
    await index.apply(many.map((one) => shown(one)));
    const { rows, older } = await table.find(readingsOf('prices'), 50, () => false);
    expect(rows).toHaveLength(6_100);
    expect(older).toBe((rows.at(-1) as { sk?: string }).sk);
  });

  test('a rare word beside a common one: the rows of the rare one are read', async () => {
    const { index, table, queries } = memory();
    await index.apply([...many, article(10, { title: 'Oil of Tovuz' })].map((one) => shown(one)));
    const { rows, older } = await table.find(readingsOf('tovuz oil'), 50, counts);
    expect(rows).toHaveLength(1);
    expect(older).toBeUndefined();
    expect(queries()).toBeLessThanOrEqual(3);
  });
});
