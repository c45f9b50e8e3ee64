import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { answerReader } from '../../../modules/edition/answer.ts';
import { MastheadReader } from '../../../modules/edition/mastheadReader.ts';
import { KeptArticles } from '../../../modules/articles/keptArticles.ts';
import type { EditionServices } from '../../../modules/edition/services.ts';
import { aSite } from '../../helpers/edition.ts';
import type { Article } from '../../../modules/articles/article.ts';
import { anArticle } from '../../helpers/records.ts';

/**
 * "Response payload size exceeded maximum allowed payload size (6291556 bytes)": the whole answer, as Lambda sends it
 * on.
 */
const mostBytes = 6_291_556;

/** A list of articles, the newest first, with content that gzip makes no shorter where it is asked for. */
function serving(count: number, content: (index: number) => string): EditionServices {
  const articles = Array.from({ length: count }, (_, index): Article =>
    anArticle({
      id: index.toString(16).padStart(32, '0'),
      title: `Story ${index}`,
      url: `https://long-reads.example/${index}`,
      source: { id: 'long-reads', name: 'Long reads' },
      content: content(index),
    }),
  );
  return {
    site: aSite(),
    masthead: new MastheadReader(
      {
        uses: async () => ({ topic: new Map(), source: new Map() }),
        named: async () => [],
      },
      { standing: async () => [] },
      { get: async () => undefined },
    ),
    lists: {
      newest: async () =>
        articles.map(({ id, version, changedAt, listedAt }) => ({ sk: `${listedAt}#${id}`, id, version, changedAt })),
      describe: async () => ({ kind: 'source', slug: 'long-reads', title: 'Long reads' }),
    },
    kept: new KeptArticles({
      getMany: async (ids) => new Map(articles.filter(({ id }) => ids.includes(id)).map((one) => [one.id, one])),
      lastRecall: async () => undefined,
    }),
  } as unknown as EditionServices;
}
const ask = (rawPath: string, headers: Record<string, string>, of: EditionServices, query = { limit: '200' }) =>
  answerReader(
    { rawPath, headers, queryStringParameters: query, requestContext: { http: { method: 'GET' } } } as never,
    of,
    new Date('2026-11-24T12:00:00Z'),
  );
const quotes = (bytes: number) => `<p>${'"'.repeat(bytes)}</p>`; // JSON doubles each
const noise = (bytes: number) => `<p>${randomBytes(bytes * 0.75).toString('base64')}</p>`;

test.each([
  ['/feeds/sources/long-reads.rss', {}, quotes],
  ['/feeds/sources/long-reads.atom', {}, quotes],
  ['/feeds/sources/long-reads.json', {}, quotes],
  ['/feeds/sources/long-reads.rss', { 'accept-encoding': 'gzip' }, noise],
  ['/feeds/sources/long-reads.json', { 'accept-encoding': 'gzip' }, noise],
] as const)(
  '%s with %j stays below what Lambda lets out, and has the newest that fit',
  async (path, headers, content) => {
    const response = await ask(
      path,
      headers,
      serving(100, () => content(100_000)),
    );
    const bytes = Buffer.byteLength(JSON.stringify(response));
    expect(bytes).toBeLessThanOrEqual(mostBytes);
    expect(bytes).toBeGreaterThan(mostBytes * 0.9);
    const text = response.isBase64Encoded
      ? gunzipSync(Buffer.from(response.body ?? '', 'base64')).toString()
      : (response.body ?? '');
    const shown = [...text.matchAll(/Story (\d+)/g)].map(([, index]) => Number(index));
    expect(shown.length).toBeGreaterThan(5);
    expect(shown).toEqual(Array.from({ length: shown.length }, (_, index) => index));
  },
);

test('a page of long summaries does too', async () => {
  const of = serving(200, () => '');
  const articles = await of.kept.of(await of.lists.newest({ kind: 'all' }, 200, () => true), 0);
  for (const article of articles.values()) Object.assign(article, { summary: '"'.repeat(50_000) });
  const response = await ask('/', {}, of);
  expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThanOrEqual(mostBytes);
  for (const story of ['Story 0', 'Story 199']) expect(response.body).toContain(story);
});

test('what fits is whole', async () => {
  const response = await ask(
    '/feeds/sources/long-reads.rss',
    {},
    serving(60, () => quotes(1_000)),
    { limit: '60' },
  );
  expect(response.body?.match(/<item>/g)).toHaveLength(60);
});
