import { describe, expect, test } from '@jest/globals';
import { changeArticle } from '../../modules/articles/changeArticle.ts';
import { withdrawn } from '../../modules/articles/articleLifecycle.ts';
import type { ArticleEvent } from '../../modules/articles/event.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { announcedOf, functionId, useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();

const titles = async (path = '/feeds/all.json') =>
  ((await (await caravan.get(path)).json()) as { items: { title: string }[] }).items.map(({ title }) => title);
const calls = (
  name: string,
  reading: { lines: readonly { function: string; service: string; operation: string; calls: number }[] },
) =>
  Object.fromEntries(
    reading.lines
      .filter((line) => line.function === functionId(caravan.twin, name) && line.service === 'dynamodb')
      .map(({ service, operation, calls: count }) => [`${service} ${operation}`, count]),
  );

/** Makes a source of its own that lists these stories, and waits until it has been polled. */
async function listed(id: string, ...stories: readonly (readonly [guid: string, title: string])[]) {
  const list = (...all: typeof stories) => {
    publisher.items = all.map(([guid, title]) => ({ guid, title }));
  };
  publisher.withdrawn = [];
  list(...stories);
  const row = await caravan.add(id, publisher.url);
  return {
    row,
    list,
    poll: () => caravan.poll(id),
    articleId: (guid: string) => articleId(id, guid),
    feeds: [`/feeds/all`, `/feeds/sources/${id}`, '/feeds/topics/testing'],
    announced: (count: number) => announcedOf(caravan, id, count),
  };
}
const inWords = ({ type, article }: ArticleEvent) =>
  `${type.replace('article.', '')} ${article.title} v${article.version}`;

test('a first poll brings all articles, each announced once, and readers find them in every feed', async () => {
  const { row, feeds, announced } = await listed('first', ['b', 'Second story'], ['a', 'First &amp; foremost']);
  expect(row).toMatchObject({ failures: 0, lastOutcome: { kind: 'new', words: 'Read 2 items; 2 new or changed.' } });
  expect((await announced(2)).map(inWords).toSorted()).toEqual([
    'published First & foremost v1',
    'published Second story v1',
  ]);
  for (const path of feeds) {
    expect(await titles(`${path}.json`)).toEqual(expect.arrayContaining(['First & foremost', 'Second story']));
    expect(await (await caravan.get(`${path}.rss`)).text()).toMatch(
      /<title>Second story<\/title>[^]*Source: Publisher first/,
    );
    expect(await (await caravan.get(`${path}.atom`)).text()).toContain('Second story');
  }
  expect((await titles('/feeds/sources/first.json')).toSorted()).toEqual(['First & foremost', 'Second story']);
  const opml = await (await caravan.get('/feeds.opml')).text();
  expect(opml).toContain(`xmlUrl="${caravan.url}/feeds/topics/testing.rss"`);
  expect(opml).toContain(`xmlUrl="${caravan.url}/feeds/sources/first.rss"`);
});

test('the source is told who asks', async () => {
  await listed('asked');
  expect(publisher.requests.at(-1)?.['user-agent']).toBe(`Caravan/1.0 (+${caravan.url}/about)`);
});

test('an unchanged document costs one read and one write, and announces nothing', async () => {
  const { poll } = await listed('unchanged', ['a', 'A story']);
  const before = caravan.twin.meter.snapshot();
  const source = await poll();
  expect(source.lastOutcome?.kind).toBe('unchanged');
  expect(calls('Ingest', caravan.twin.meter.since(before))).toEqual({
    'dynamodb GetItem': 1,
    'dynamodb UpdateItem': 1,
  });
  expect(calls('Publish', caravan.twin.meter.since(before))).toEqual({});
});

test('so does a 304', async () => {
  const { poll } = await listed('not-modified', ['a', 'A story']);
  publisher.conditional = true;
  await poll();
  const before = caravan.twin.meter.snapshot();
  const source = await poll();
  publisher.conditional = false;
  expect(source.lastOutcome?.kind).toBe('not-modified');
  expect(calls('Ingest', caravan.twin.meter.since(before))).toEqual({
    'dynamodb GetItem': 1,
    'dynamodb UpdateItem': 1,
  });
});

test('a correction is a new version, in its old place, and says when', async () => {
  const { list, poll, announced, articleId: idOf } = await listed('corrected', ['b', 'Other'], ['a', 'As it was']);
  list(['b', 'Other'], ['a', 'As it was, corrected']);
  await poll();
  expect((await announced(3)).map(inWords).at(-1)).toBe('updated As it was, corrected v2');
  const corrected = await caravan.articles.get(idOf('a'));
  expect(await titles()).toContain('As it was, corrected');
  expect(await titles()).not.toContain('As it was');
  expect(await (await caravan.get('/feeds/all.atom')).text()).toContain(`<updated>${corrected?.changedAt}</updated>`);
});

test('a source whose list of what was seen is lost is told anew in nothing but what has changed since', async () => {
  const { row, list, poll, announced } = await listed('lost-list', ['b', 'As it was'], ['a', 'Corrected']);
  await caravan.sources.putSeen(row.id, new Uint8Array());
  list(['b', 'As it was'], ['a', 'Corrected since']);
  expect(await poll()).toMatchObject({ lastOutcome: { words: 'Read 2 items; 1 new or changed.' } });
  expect((await announced(3)).map(inWords).at(-1)).toBe('updated Corrected since v2');
  expect((await titles('/feeds/sources/lost-list.json')).toSorted()).toEqual(['As it was', 'Corrected since']);
});

test('what vanishes from a feed is not withdrawn, and what returns is not published again', async () => {
  const { list, poll, announced } = await listed('vanishing', ['b', 'It vanishes'], ['a', 'It stays']);
  list(['a', 'It stays']);
  await poll();
  expect(await titles()).toContain('It vanishes');
  list(['c', 'Third story'], ['b', 'It vanishes'], ['a', 'It stays']);
  await poll();
  const told = (await announced(3)).map(inWords);
  // the stories of one document are written side by side
  expect(told.slice(0, 2).toSorted()).toEqual(['published It stays v1', 'published It vanishes v1']);
  expect(told.slice(2)).toEqual(['published Third story v1']);
});

describe('withdrawal', () => {
  test("by the publisher's tombstone takes the article out of every feed", async () => {
    const { list, poll, feeds, announced } = await listed('tombstone', ['c', 'Taken back'], ['a', 'Another']);
    publisher.withdrawn = ['c'];
    list(['a', 'Another']);
    await poll();
    expect((await announced(3)).at(-1)).toMatchObject({
      type: 'article.withdrawn',
      reason: 'withdrawn by the publisher',
      article: { version: 2 },
    });
    for (const path of feeds) expect(await titles(`${path}.json`)).not.toContain('Taken back');
  });

  test('by an operator outlives the next poll, and moves Last-Modified on', async () => {
    const { poll, announced, articleId: idOf } = await listed('operator', ['b', 'By mistake']);
    const former = (await caravan.get('/feeds/all.rss')).headers.get('last-modified');
    const taken = await changeArticle(caravan.articles, idOf('b'), (article) =>
      withdrawn(article, 'operator', 'by mistake', new Date()),
    );
    await announced(2);
    await caravan.twin.idle();
    await poll();
    expect(await titles()).not.toContain('By mistake');
    const { headers, status } = await caravan.get('/feeds/all.rss', { headers: { 'if-modified-since': former ?? '' } });
    const second = (time: string | undefined | null) => Math.floor(Date.parse(time ?? '') / 1000);
    expect(second(headers.get('last-modified'))).toBe(second(taken?.changedAt));
    expect(status).toBe(second(taken?.changedAt) > second(former) ? 200 : 304);
  });
});

describe('readers', () => {
  test('get a 304 for one query, with either validator', async () => {
    await listed('validators', ['a', 'A story']);
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
