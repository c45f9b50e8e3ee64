import { describe, expect, test } from '@jest/globals';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { embargoed, withdrawn } from '../../modules/articles/articleLifecycle.ts';
import { articleId } from '../../modules/sources/polling/seen.ts';
import { instant } from '../../platform/values/time.ts';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();

const id = (guid: string) => articleId('emn', guid);
const titles = async (path = '/feeds/all.json') =>
  ((await (await caravan.get(path)).json()) as { items: { title: string }[] }).items.map(({ title }) => title);
const told = () =>
  caravan.events.map(({ type, article }) => `${type.replace('article.', '')} ${article.title} v${article.version}`);
const calls = (
  name: string,
  reading: { lines: readonly { function: string; service: string; operation: string; calls: number }[] },
) =>
  Object.fromEntries(
    reading.lines
      .filter((line) => line.function === functionId(caravan.twin, name) && line.service === 'dynamodb')
      .map(({ service, operation, calls: count }) => [`${service} ${operation}`, count]),
  );
const release = () =>
  caravan.twin.fire(
    caravan.twin.stack.ofType('AWS::Events::Rule').find(({ id: rule }) => rule.includes('Release'))?.id ?? '',
  );

test('a first poll brings all articles, each announced once, and readers find them in every feed', async () => {
  publisher.items = [
    { guid: 'b', title: 'Second story' },
    { guid: 'a', title: 'First &amp; foremost' },
  ];
  const source = await caravan.add('emn', publisher.url);
  expect(source).toMatchObject({ failures: 0, lastOutcome: { kind: 'new', words: 'Read 2 items; 2 new or changed.' } });
  await caravan.announced(2);
  expect(told().toSorted()).toEqual(['published First & foremost v1', 'published Second story v1']);
  for (const path of ['/feeds/all', '/feeds/sources/emn', '/feeds/topics/testing']) {
    expect((await titles(`${path}.json`)).toSorted()).toEqual(['First & foremost', 'Second story']);
    expect(await (await caravan.get(`${path}.rss`)).text()).toMatch(
      /<title>Second story<\/title>[^]*Source: Publisher emn/,
    );
    expect(await (await caravan.get(`${path}.atom`)).text()).toContain('Second story');
  }
  const opml = await (await caravan.get('/feeds.opml')).text();
  expect(opml).toContain(`xmlUrl="${caravan.url}/feeds/topics/testing.rss"`);
  expect(opml).toContain(`xmlUrl="${caravan.url}/feeds/sources/emn.rss"`);
});

test('the source is told who asks', () => {
  expect(publisher.requests[0]?.['user-agent']).toBe(`Caravan/1.0 (+${caravan.url}/about)`);
});

test('an unchanged document costs one read and one write, and announces nothing', async () => {
  const before = caravan.twin.meter.snapshot();
  const source = await caravan.poll('emn');
  expect(source.lastOutcome?.kind).toBe('unchanged');
  expect(calls('Ingest', caravan.twin.meter.since(before))).toEqual({
    'dynamodb GetItem': 1,
    'dynamodb UpdateItem': 1,
  });
  expect(calls('Publish', caravan.twin.meter.since(before))).toEqual({});
});

test('so does a 304', async () => {
  publisher.conditional = true;
  await caravan.poll('emn');
  const before = caravan.twin.meter.snapshot();
  const source = await caravan.poll('emn');
  expect(source.lastOutcome?.kind).toBe('not-modified');
  expect(calls('Ingest', caravan.twin.meter.since(before))).toEqual({
    'dynamodb GetItem': 1,
    'dynamodb UpdateItem': 1,
  });
  publisher.conditional = false;
});

test('a correction is a new version, in its old place, and says when', async () => {
  publisher.items = [
    { guid: 'b', title: 'Second story' },
    { guid: 'a', title: 'First, corrected' },
  ];
  await caravan.poll('emn');
  await caravan.announced(3);
  expect(told().at(-1)).toBe('updated First, corrected v2');
  const before = await caravan.articles.get(id('a'));
  expect(await titles()).toContain('First, corrected');
  expect(await titles()).not.toContain('First & foremost');
  expect(await (await caravan.get('/feeds/all.atom')).text()).toContain(`<updated>${before?.changedAt}</updated>`);
});

test('what vanishes from a feed is not withdrawn, and what returns is not published again', async () => {
  publisher.items = [{ guid: 'a', title: 'First, corrected' }];
  await caravan.poll('emn');
  expect(await titles()).toContain('Second story');
  publisher.items = [
    { guid: 'c', title: 'Third story' },
    { guid: 'b', title: 'Second story' },
    { guid: 'a', title: 'First, corrected' },
  ];
  await caravan.poll('emn');
  await caravan.announced(4);
  expect(told().at(-1)).toBe('published Third story v1');
});

describe('withdrawal', () => {
  test("by the publisher's tombstone takes the article out of every feed", async () => {
    publisher.withdrawn = ['c'];
    publisher.items = publisher.items.filter(({ guid }) => guid !== 'c');
    await caravan.poll('emn');
    await caravan.announced(5);
    expect(caravan.events.at(-1)).toMatchObject({
      type: 'article.withdrawn',
      reason: 'withdrawn by the publisher',
      article: { version: 2 },
    });
    for (const path of ['/feeds/all.json', '/feeds/sources/emn.json', '/feeds/topics/testing.json'])
      expect(await titles(path)).not.toContain('Third story');
  });

  test('by an operator outlives the next poll, and moves Last-Modified on', async () => {
    const former = (await caravan.get('/feeds/all.rss')).headers.get('last-modified');
    const taken = await changeArticle(caravan.articles, id('b'), (article) =>
      withdrawn(article, 'operator', 'by mistake', new Date()),
    );
    await caravan.announced(6);
    await caravan.twin.idle();
    await caravan.poll('emn');
    expect(await titles()).not.toContain('Second story');
    const { headers, status } = await caravan.get('/feeds/all.rss', { headers: { 'if-modified-since': former ?? '' } });
    const second = (time: string | undefined | null) => Math.floor(Date.parse(time ?? '') / 1000);
    expect(second(headers.get('last-modified'))).toBe(second(taken?.changedAt));
    expect(status).toBe(second(taken?.changedAt) > second(former) ? 200 : 304);
  });
});

describe('time', () => {
  test('an embargoed article is at no exit before its time, and at every one after it', async () => {
    const until = new Date(Date.now() + 2_000);
    const embargo = `<prism:embargoDate>${until.toISOString()}</prism:embargoDate>`;
    publisher.items = [{ guid: 'e', title: 'Under embargo', extra: embargo }, ...publisher.items];
    await caravan.poll('emn');
    await release();
    await caravan.twin.idle();
    expect((await caravan.articles.get(id('e')))?.status).toBe('embargoed');
    for (const path of ['/feeds/all.json', '/feeds/sources/emn.json', '/feeds/topics/testing.json'])
      expect(await titles(path)).not.toContain('Under embargo');
    expect(told().join()).not.toContain('Under embargo');

    while (Date.now() < until.getTime() + 1_000)
      await caravan.twin.idle().then(() => new Promise((resolve) => setTimeout(resolve, 100)));
    await release();
    await caravan.announced(7);
    expect(told().at(-1)).toMatch(/^published Under embargo/);
    expect((await titles())[0]).toBe('Under embargo');
  });

  test('an embargo on what is out takes it back', async () => {
    await changeArticle(caravan.articles, id('e'), (article) =>
      embargoed(article, instant(new Date(Date.now() + 3_600_000)), new Date()),
    );
    await caravan.announced(8);
    await caravan.twin.idle();
    expect(told().at(-1)).toMatch(/^withdrawn Under embargo/);
    expect(await titles()).not.toContain('Under embargo');
  });

  test('an expired article leaves the feeds by itself, and is announced as withdrawn', async () => {
    const expiry = new Date(Date.now() + 2_000);
    publisher.items = [
      {
        guid: 'x',
        title: 'Short-lived',
        extra: `<prism:expirationDate>${expiry.toISOString()}</prism:expirationDate>`,
      },
      ...publisher.items,
    ];
    await caravan.poll('emn');
    await caravan.announced(9);
    expect(await titles()).toContain('Short-lived');
    while (Date.now() < expiry.getTime() + 1_000) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await titles()).not.toContain('Short-lived');
    await release();
    await caravan.announced(10);
    expect(caravan.events.at(-1)).toMatchObject({
      type: 'article.withdrawn',
      reason: 'expired',
      article: { title: 'Short-lived' },
    });
  });
});

describe('readers', () => {
  test('get a 304 for one query, with either validator', async () => {
    const { headers } = await caravan.get('/feeds/all.rss');
    const before = caravan.twin.meter.snapshot();
    expect(
      (await caravan.get('/feeds/all.rss', { headers: { 'if-none-match': headers.get('etag') ?? '' } })).status,
    ).toBe(304);
    expect(calls('Serve', caravan.twin.meter.since(before))).toEqual({ 'dynamodb Query': 1 });
    expect(
      (await caravan.get('/feeds/all.rss', { headers: { 'if-modified-since': headers.get('last-modified') ?? '' } }))
        .status,
    ).toBe(304);
  });

  test('get HEAD without a body, and gzip where they take it', async () => {
    const head = await caravan.get('/feeds/all.rss', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      'application/rss+xml; charset=utf-8',
      '',
    ]);
    expect(
      (await caravan.get('/feeds/all.json', { headers: { 'accept-encoding': 'gzip' } })).headers.get(
        'content-encoding',
      ),
    ).toBe('gzip');
  });

  test.each([
    ['/feeds/topics/none.rss', 404, 'There is no topic "none" here.'],
    ['/feeds/sources/none.atom', 404, 'There is no source "none" here.'],
    ['/feeds/all.xml', 404, 'There is no feed at /feeds/all.xml.'],
    ['/feeds/all.rss?limit=0', 400, 'a whole number from 1 to 200'],
    ['/feeds/%E0%A4%A.rss', 400, 'percent-encoding'],
  ])('%s is a %d in words', async (path, status, words) => {
    const response = await caravan.get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(((await response.json()) as { detail: string }).detail).toContain(words);
  });

  test('who posts to a feed is told how feeds are read', async () => {
    const response = await caravan.get('/feeds/all.rss', { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

test('no function asked for more than its policy grants', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
