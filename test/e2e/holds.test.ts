import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Article } from '../../modules/articles/article.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { startFeedProgram } from '../helpers/feedProgram.ts';
import type { FeedProgram } from '../helpers/feedProgram.ts';
import { hubTools } from '../helpers/hubTools.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { startPublisher } from '../helpers/publisher.ts';
import type { TestPublisher } from '../helpers/publisher.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Receiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
let publisher: TestPublisher;
let receiver: Receiver;
let program: FeedProgram;
let partner: PartnerClient;
beforeAll(async () => {
  [publisher, receiver, program] = await Promise.all([startPublisher(), startReceiver(), startFeedProgram()]);
  await (await deliveryTools(caravan)).connect(receiver, { content: 'full' });
  partner = await aPartner(caravan, 'herald');
  await hubTools(caravan).subscribe(program.callback, `${caravan.url}/feeds/all.atom`);
});
afterEach(() => {
  expect(caravan.twin.refusals).toEqual([]); // no grant was missing
});
afterAll(() => Promise.all([publisher.stop(), receiver.stop(), program.stop()]));

const run = async (...args: string[]) => {
  const done = await caravanOn(caravan.dataDir, args);
  await caravan.twin.idle();
  return done;
};
const now = (id: string): Promise<Article> => caravan.articles.get(id) as Promise<Article>;
const heardOf = (id: string) =>
  receiver.heard.filter(({ data }) => data.id === id).map(({ type, data }) => `${type}: ${data.title}`);
const list = async (source: string, ...items: TestPublisher['items']) => {
  publisher.items = items;
  publisher.withdrawn = [];
  return (await caravan.sources.get(source)) ? caravan.poll(source) : caravan.add(source, publisher.url);
};

/** All that goes out of Caravan without being asked for by name, in one text. */
async function exits(source: string, id: string): Promise<string> {
  const paths = [
    '/',
    '/topics/testing',
    `/sources/${source}`,
    '/search?q=Zvezdograd',
    ...['all', `sources/${source}`, 'topics/testing'].flatMap((feed) =>
      ['rss', 'atom', 'json'].map((format) => `/feeds/${feed}.${format}`),
    ),
    '/feeds/search.json?q=Zvezdograd',
    '/sitemap.xml',
    '/news-sitemap.xml',
    `/articles/${id}`,
    `/articles/${id}/comments.atom`,
  ];
  const pages = await Promise.all(paths.map(async (path) => (await caravan.get(path)).text()));
  const pulled = await partner.call('GET', '/v1/articles?limit=100');
  const one = await partner.call('GET', `/v1/articles/${id}`);
  const log = await caravan.announcedVersions.inOrderOf(await caravan.log.newest(200));
  return [...pages, pulled.text, one.text, JSON.stringify([caravan.events, receiver.heard, program.pushed, log])].join(
    '\n',
  );
}

describe('a story that an editor holds', () => {
  const id = articleId('wire', 'one');

  test('is at no exit, and in the list of what waits', async () => {
    await list('wire', { guid: 'zero', title: 'Before' });
    expect((await run('holds', 'add', '--word', 'zvézdograd', '--note', 'Two people look')).out).toContain(
      'What matches word "zvezdograd" waits for an editor from now on',
    );
    await list('wire', { guid: 'zero', title: 'Before' }, { guid: 'one', title: 'News of Zvezdograd' });
    expect(await now(id)).toMatchObject({ status: 'embargoed', hold: { rule: 'word "zvezdograd"' } });
    expect((await exits('wire', id)).includes('ews of Zvezdograd')).toBe(false);
    expect((await run('articles', 'held')).out).toMatch(
      new RegExp(`${id}.*story.*News of Zvezdograd.*word "zvezdograd"`),
    );
    expect((await run('articles', 'held', id)).out).toContain('About News of Zvezdograd');
    expect((await run('status')).out).toContain('1 on hold, the first since');
    expect((await run('sources', 'show', 'wire')).out).toContain('1 wait for an editor');
  });

  test('waits on with what its publisher corrects, and whatever an embargo or its end says', async () => {
    await list('wire', { guid: 'one', title: 'More news of Zvezdograd' });
    await run('articles', 'embargo', id, '--until', '2999-01-01T00:00:00Z');
    await run('articles', 'release', id);
    expect(await now(id)).toMatchObject({ status: 'embargoed', title: 'More news of Zvezdograd' });
    expect((await run('articles', 'show', id)).out).toContain('by the rule word "zvezdograd"');
    expect((await exits('wire', id)).includes('ews of Zvezdograd')).toBe(false);
  });

  test('is out at every exit once a person approves it', async () => {
    expect((await run('articles', 'approve', id)).out).toContain('is approved');
    expect(heardOf(id)).toEqual(['article.published: More news of Zvezdograd']);
    const all = await exits('wire', id);
    expect(all.split('More news of Zvezdograd').length).toBeGreaterThan(12);
    expect(program.pushed.at(-1)?.body).toContain('More news of Zvezdograd');
    expect((await run('articles', 'approve', id)).err).toContain('waits for an editor');
  });

  test('a correction of it waits beside what is out, and is taken in or refused', async () => {
    await list('wire', { guid: 'one', title: 'Bad news of Zvezdograd' });
    expect(await now(id)).toMatchObject({ status: 'live', title: 'More news of Zvezdograd' });
    expect((await exits('wire', id)).includes('Bad news')).toBe(false);
    expect((await run('articles', 'held')).out).toMatch(/correction.*Bad news of Zvezdograd/);
    expect((await run('articles', 'refuse', id)).out).toContain('stays as it is out');
    await list('wire', { guid: 'one', title: 'Bad news of Zvezdograd', extra: '<!-- again -->' });
    expect((await run('articles', 'held')).out).toContain('Nothing waits');

    await list('wire', { guid: 'one', title: 'Good news of Zvezdograd' });
    expect((await run('articles', 'held', id)).out).toContain('About Good news of Zvezdograd');
    await run('articles', 'approve', id);
    expect(heardOf(id)).toEqual([
      'article.published: More news of Zvezdograd',
      'article.updated: Good news of Zvezdograd',
    ]);
  });

  test('that is refused never comes out, and nobody is told', async () => {
    const other = articleId('wire', 'two');
    await list('wire', { guid: 'two', title: 'Zvezdograd again' });
    const { out } = await run('articles', 'refuse', other, '--reason', 'Unproven');
    expect(out).toContain('"Zvezdograd again" is refused: it is withdrawn.');
    await list('wire', { guid: 'two', title: 'Zvezdograd once more' });
    expect([(await now(other)).status, heardOf(other)]).toEqual(['withdrawn', []]);
    expect((await run('articles', 'held')).out).toContain('Nothing waits');
  });

  test('a rule that ended holds nothing more; what waits goes on waiting', async () => {
    const third = articleId('wire', 'three');
    await list('wire', { guid: 'three', title: 'Third of Zvezdograd' });
    await run('holds', 'remove', '--word', 'Zvezdograd');
    await list('wire', { guid: 'three', title: 'Third of Zvezdograd' }, { guid: 'four', title: 'Zvezdograd is free' });
    expect([(await now(third)).status, (await now(articleId('wire', 'four'))).status]).toEqual(['embargoed', 'live']);
  });
});

describe('a story that a rule blocks', () => {
  test('is not taken in, which its source says, and comes in once the rule has ended', async () => {
    await run('blocks', 'add', '--address', 'publisher.example/sponsored');
    await run('blocks', 'add', '--word', 'casino', '--note', 'Spam');
    const sponsored = { guid: 's', title: 'Buy', link: 'https://publisher.example/sponsored/1' };
    const items = [sponsored, { guid: 'c', title: 'The casino wins' }, { guid: 'ok', title: 'Rain' }];
    publisher.conditional = true;
    await list('spam', ...items);
    expect(await caravan.articles.get(articleId('spam', 'c'))).toBeUndefined();
    expect(await caravan.articles.get(articleId('spam', 's'))).toBeUndefined();
    expect(await now(articleId('spam', 'ok'))).toMatchObject({ status: 'live' });
    const shown = (await run('sources', 'show', 'spam')).out;
    expect(shown).toContain('1 items are not taken in: word "casino" is blocked');
    expect(shown).toContain('address "publisher.example/sponsored" is blocked');
    expect((await run('blocks', 'list')).out).toMatch(/word "casino".*Spam/);

    await run('blocks', 'remove', '--word', 'casino');
    // the document is the same, and its publisher would say so
    await list('spam', ...items);
    expect(await now(articleId('spam', 'c'))).toMatchObject({ status: 'live', version: 1 });
    expect(heardOf(articleId('spam', 'c'))).toEqual(['article.published: The casino wins']);
  });

  test('does not correct what is out, but its embargo counts', async () => {
    const id = articleId('spam', 'ok');
    await run('blocks', 'add', '--word', 'poker');
    const embargo = '<prism:embargoDate>2999-01-01T00:00:00Z</prism:embargoDate>';
    await list('spam', { guid: 'ok', title: 'Rain and poker' });
    expect(await now(id)).toMatchObject({ status: 'live', title: 'Rain' });
    await list('spam', { guid: 'ok', title: 'Rain and poker', extra: embargo });
    expect(await now(id)).toMatchObject({ status: 'embargoed', title: 'Rain' });
    await run('blocks', 'remove', '--word', 'poker');
    await list('spam', { guid: 'ok', title: 'Rain and poker' }, { guid: 'other', title: 'Wind' });
    expect(await now(id)).toMatchObject({ status: 'live', title: 'Rain and poker' });
  });
});

describe("a publisher's system", () => {
  const id = articleId('desk', 'one');
  let key: string;
  const put = async (title: string) => {
    const response = await caravan.get('/v1/stories/one', {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title, content: '<p>Words.</p>', topics: ['Elections'] }),
    });
    await caravan.twin.idle();
    return { code: response.status, ...((await response.json()) as Record<string, unknown>) };
  };

  test('is told that its story, or a correction of it, waits, or is not taken in', async () => {
    const added = await run('publishers', 'add', 'The Desk', '--id', 'desk', '--json');
    key = (JSON.parse(added.out) as { key: string }).key;
    await run('holds', 'add', '--topic', 'Elections');
    expect(await put('Votes')).toMatchObject({ code: 201, became: 'held', article: id });
    expect(await put('Votes')).toMatchObject({ code: 200, became: 'unchanged' });
    await run('articles', 'approve', id);
    expect(await put('Votes are counted')).toMatchObject({ code: 200, became: 'held', status: 'live' });
    expect(await put('Votes are counted')).toMatchObject({ became: 'unchanged' });
    expect(await now(id)).toMatchObject({ title: 'Votes', correctionOnHold: { title: 'Votes are counted' } });
    await run('blocks', 'add', '--source', 'desk');
    expect(await put('Votes again')).toMatchObject({ code: 422, detail: expect.stringContaining('source "desk"') });
    expect(heardOf(id)).toEqual(['article.published: Votes']);
  });
});

test.each([
  [['holds', 'add'], 'Name one of --source, --topic'],
  [['holds', 'add', '--word', 'a', '--topic', 'b'], 'Name one of --source, --topic'],
  [['holds', 'add', '--word', '…'], 'write a word or a phrase'],
  [['holds', 'add', '--source', 'nobody'], 'There is no source nobody'],
  [['blocks', 'remove', '--word', 'never'], 'There is no rule word "never"'],
  [['articles', 'approve', 'f'.repeat(32)], 'waits for an editor'],
])('%j is refused, and says why', async (args, why) => {
  const { code, err } = await run(...args);
  expect([code, err]).toEqual([1, expect.stringContaining(why)]);
});

test('a dry run says which of the newest articles a rule would have matched, and makes none', async () => {
  const before = await caravan.editorRules.all();
  const { out } = await run('blocks', 'add', '--word', 'wins', '--dry-run');
  expect(out).toMatch(/The casino wins[^]*Of the newest \d+ articles 1 would not have been taken in, by word "wins"\./);
  expect(await caravan.editorRules.all()).toEqual(before);
});
