import { expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runsIn, writtenRuns } from '../../modules/sources/recent.ts';
import { instant, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { startPublisher, usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const other = usePublisher();
const receiver = useReceiver();
const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const dayAgo = () => instant(new Date(Date.now() - 86_400_000));

test('the same feed is added once: in another spelling, by a redirect, and by OPML', async () => {
  expect((await run('sources', 'add', publisher.url)).code).toBe(0);
  const { port } = new URL(publisher.url);
  const spellings = [`${publisher.url}/?utm_source=x#top`, `feed://127.0.0.1:${port}/%66eed.xml`];
  for (const spelling of spellings)
    expect(await run('sources', 'add', spelling)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/ is a source already: test-publisher(?:, which polls http:\S+)?\.\n$/) as unknown,
    });
  other.answer = (response) => response.writeHead(302, { location: publisher.url }).end();
  expect(await run('sources', 'add', other.url)).toMatchObject({
    code: 1,
    err: `${publisher.url} is a source already: test-publisher.\n`,
  });
  const file = join(caravan.dataDir, 'twice.opml');
  const outlines = [...spellings, other.url, 'http://127.0.0.1:9/feed', 'feed://127.0.0.1:9/feed/#x'].map(
    (url) => `<outline text="Feed" xmlUrl="${url}"/>`,
  );
  writeFileSync(file, `<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
  const dry = (await run('sources', 'import', file, '--dry-run')).out;
  expect(dry).toMatch(/would be added as feed\n/);
  expect(dry.match(/is a source already/g)).toHaveLength(4);
  expect(await caravan.sources.get('feed')).toBeUndefined();
  const results = JSON.parse((await run('sources', 'import', file, '--json')).out) as { added?: string }[];
  expect(results.map(({ added }) => added)).toEqual([undefined, undefined, undefined, 'feed', undefined]);
  other.answer = undefined;
  await caravan.twin.idle();
  expect((await run('sources', 'remove', 'feed')).code).toBe(0);
  expect((await run('status')).code).toBe(0);
});

test('a page leads to the feed that it links first, and says which others it links', async () => {
  const page = new URL('/', other.url).href;
  other.answer = (response) => {
    other.answer = undefined;
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml">' +
          '<link rel="alternate" type="application/rss+xml" href="/comments.xml"></head><body>News</body></html>',
      );
  };
  const { out } = await run('sources', 'add', page, '--name', 'Linked');
  expect(out).toContain(`Added Linked as linked, polled at ${other.url};`);
  expect(out).toContain(`The page links other feeds, too: ${new URL('/comments.xml', other.url).href}`);
  await caravan.twin.idle();
  await run('sources', 'remove', 'linked');
});

test('an address without its scheme is asked about', async () => {
  expect(await run('sources', 'add', 'www.example.com')).toMatchObject({
    code: 1,
    err: 'www.example.com is no address of the web: did you mean https://www.example.com?\n',
  });
});

test('an entry of OPML without a name has the own title of its feed', async () => {
  const file = join(caravan.dataDir, 'nameless.opml');
  writeFileSync(
    file,
    `<opml version="2.0"><body><outline xmlUrl="${other.url}"/><outline text=" " xmlUrl="http://127.0.0.1:9/x"/></body></opml>`,
  );
  expect(JSON.parse((await run('sources', 'import', file, '--dry-run', '--json')).out)).toEqual([
    { url: other.url, added: 'test-publisher-2' },
    { url: 'http://127.0.0.1:9/x', added: '127-0-0-1' },
  ]);
});

test('one that has moved to the feed of another is named, and so is where it has moved', async () => {
  await caravan.add('moved', other.url);
  other.answer = (response) => response.writeHead(301, { location: publisher.url }).end();
  await caravan.poll('moved');
  expect((await run('status')).out).toMatch(
    /✗ +source moved +polls the same feed as test-publisher\s+caravan sources remove moved/,
  );
  expect((await run('sources', 'show', 'moved')).out).toContain(`moved to      ${publisher.url}, `);
  await caravan.sources.remove('moved');
});

test('one that has been put off for a day is failing, and one that never answered is silent', async () => {
  other.answer = (response) => response.writeHead(503, { 'retry-after': '600' }).end();
  await caravan.add('patient', other.url);
  expect((await run('status')).code).toBe(0);
  await caravan.sources.change('patient', { createdAt: dayAgo() });
  expect((await run('status')).out).toMatch(/✗ +source patient +has never answered since it was added at .*503/);
  expect((await run('sources', 'list')).out).toMatch(/patient +Publisher patient +silent/);
  const [putOff] = runsIn((await caravan.sources.get('patient'))?.recent);
  const recent = writtenRuns([{ ...putOff!, since: plusSeconds(putOff!.since, -86_400) }]);
  await caravan.sources.change('patient', { recent });
  await caravan.poll('patient');
  expect((await run('status')).out).toMatch(/✗ +source patient +The publisher has put us off at every poll since/);
  expect((await run('sources', 'show', 'patient')).out).toMatch(/retry-later × 2: The publisher has put us off/);
  other.answer = undefined;
  await caravan.poll('patient');
  expect((await run('status')).code).toBe(0);
});

describe('hands on what a source brought', () => {
  const titles = async (path: string) =>
    ((await (await caravan.get(path)).json()) as { items: { title: string }[] }).items.map(({ title }) => title);
  const ofSource = () => titles('/feeds/sources/kept.json');
  const offered = async () => (await caravan.get('/feeds.opml')).text();
  const stories = [
    { guid: 'a', title: 'Rates rise', link: 'https://kept.example/a', extra: '<category>Economics</category>' },
    { guid: 'b', title: 'Rates fall', link: 'https://kept.example/b', extra: '<category>Economy</category>' },
  ];

  test('a feed that moves, and gets another name, brings no story twice and tells nobody', async () => {
    const [from, to] = [await startPublisher(), await startPublisher()];
    try {
      from.items = stories;
      await (await deliveryTools(caravan)).connect(receiver, { filter: { topics: ['economics'] } });
      await caravan.add('kept', from.url);
      const before = { events: caravan.events.length, ids: await ofSource() };
      to.items = stories.map((item) => ({ ...item, guid: `new-${item.guid}` }));
      const moved = await run('sources', 'edit', 'kept', '--url', to.url, '--name', 'Kept Times', '--language', 'az');
      await caravan.twin.idle();
      expect(moved).toMatchObject({ code: 0, err: '' });
      expect(moved.out).toContain(`it is polled at ${to.url} from now on; the first poll is on the way.`);
      expect(await ofSource()).toEqual(before.ids);
      expect(caravan.events).toHaveLength(before.events);
      expect(JSON.stringify(await (await caravan.get('/feeds/sources/kept.json')).json())).toContain(
        'Source: Kept Times',
      );
      expect(await run('sources', 'edit', 'kept', '--url', publisher.url)).toMatchObject({ code: 1 });

      to.items = [{ guid: 'c', title: 'Yeni', link: 'https://kept.example/c' }, ...to.items];
      await caravan.poll('kept');
      expect(caravan.events.slice(before.events).map(({ article }) => [article.title, article.language])).toEqual([
        ['Yeni', 'az'],
      ]);
    } finally {
      await Promise.all([from.stop(), to.stop()]);
    }
  });

  test('merged topics are one, in what is out and in what comes; who asked for the old one is told', async () => {
    receiver.heard.length = 0;
    const dry = await run('topics', 'merge', 'economics', '--into', 'Economy', '--dry-run');
    expect(dry.out).toContain('1 articles would be changed');
    expect(await titles('/feeds/topics/economics.json')).toEqual(['Rates rise']);

    const merged = await run('topics', 'merge', 'economics', '--into', 'Economy');
    await caravan.twin.idle();
    expect(merged.out).toMatch(/These endpoints ask for economics, and hear of its stories no more: wh_/);
    expect((await titles('/feeds/topics/economy.json')).toSorted()).toEqual(['Rates fall', 'Rates rise']);
    expect(receiver.heard.map(({ type }) => type)).toEqual(['article.withdrawn']);
    expect((await run('topics', 'list')).out).toMatch(/^economics +economics +\d+ +Economy \(economy\)$/m);
    expect((await run('topics', 'hide', 'economy')).code).toBe(0);
    await caravan.twin.idle();
    expect(await titles('/feeds/topics/economy.json')).toEqual([]);
    expect((await ofSource()).toSorted()).toEqual(['Rates fall', 'Rates rise', 'Yeni']);
    expect(await offered()).not.toContain('/topics/economy.');
    expect((await run('topics', 'free', 'economy')).code).toBe(0);
    expect(await offered()).toContain('/topics/economy.');
  });

  test('all that a source brought since a time is taken back at once, and the source goes from the choices', async () => {
    const withdraw = (...more: string[]) =>
      run('articles', 'withdraw', '--source', 'kept', '--since', '1h', '--reason', 'Broken into.', ...more);
    expect((await withdraw('--dry-run')).out).toContain('3 articles of kept since');
    expect(await ofSource()).toHaveLength(3);
    expect((await withdraw()).out).toContain('3 articles of kept since');
    await caravan.twin.idle();
    expect(await ofSource()).toEqual([]);
    expect((await run('sources', 'remove', 'kept')).out).toContain('nobody can choose it any more');
    expect(await offered()).not.toContain('/sources/kept.');
    const back = await startPublisher();
    try {
      expect((await run('sources', 'add', back.url, '--name', 'Kept')).out).toContain('as kept,');
      expect(await offered()).toContain('title="Kept"');
      await caravan.twin.idle();
    } finally {
      await back.stop();
    }
  });
});
