import { emptyList, mostWithdrawn, noticeMark } from '../../../modules/sources/seenList.ts';
import type { SeenList } from '../../../modules/sources/seenList.ts';
import { newsOf } from '../../../modules/sources/polling/news.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';
import { PolledSource } from '../../corpus/announced.ts';

const entry = (guid: string, text = 'Text.') =>
  `<entry><id>${guid}</id><title>Story ${guid.at(-1)}</title><content>${text}</content></entry>`;
const tombstone = (guid: string) => `<at:deleted-entry ref="${guid}" when="2026-11-29T10:00:00Z"/>`;
const feed = (...entries: string[]) =>
  '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>T</title>' +
  `${entries.join('')}</feed>`;

async function types(...documents: string[]): Promise<string[][]> {
  const source = new PolledSource();
  const steps: string[][] = [];
  for (const document of documents) steps.push((await source.poll(document)).events.map(({ type }) => type.slice(8)));
  return steps;
}

test('what vanishes is no news, and what a tombstone names is taken back once', async () => {
  expect(
    await types(
      feed(entry('a'), entry('b')),
      feed(entry('b')),
      feed(tombstone('a'), entry('b')),
      feed(tombstone('a'), entry('b'), entry('c')),
    ),
  ).toEqual([['published', 'published'], [], ['withdrawn'], ['published']]);
});

test('an item that comes back as it was is back', async () => {
  expect(await types(feed(entry('a')), feed(tombstone('a')), feed(entry('a')))).toEqual([
    ['published'],
    ['withdrawn'],
    ['published'],
  ]);
});

test('and is back also where its tombstone had gone before', async () => {
  expect(await types(feed(entry('a')), feed(tombstone('a')), feed(entry('b')), feed(entry('a'), entry('b')))).toEqual([
    ['published'],
    ['withdrawn'],
    ['published'],
    ['published'],
  ]);
});

test('an item beside its tombstone is none; without it, it is back', async () => {
  expect(
    await types(
      feed(entry('a')),
      feed(tombstone('a'), entry('a')),
      feed(tombstone('a'), entry('a', 'More.')),
      feed(entry('a')),
    ),
  ).toEqual([['published'], ['withdrawn'], [], ['published']]);
});

test('an item is no backlog for its tombstone having come first', async () => {
  const source = new PolledSource();
  for (const document of [feed(entry('a')), feed(entry('a'), tombstone('b'))]) await source.poll(document);
  const { events } = await source.poll(feed(entry('a'), entry('b')));
  expect(events.map(({ type, backlog }) => [type, backlog])).toEqual([['article.published', undefined]]);
});

test('an item whose article is forgotten is backlog when it is corrected, or comes back', async () => {
  for (const between of [[], [feed(tombstone('a'))]]) {
    const source = new PolledSource();
    for (const document of [feed(), feed(entry('a')), ...between]) await source.poll(document);
    source.rows.clear();
    const { events } = await source.poll(feed(entry('a', 'Corrected.')));
    expect(events.map(({ type, backlog }) => [type, backlog])).toEqual([['article.published', true]]);
  }
});

describe('an item whose article is forgotten', () => {
  const counted = (comments: number, words = 'Text.') => entry('a', `<p>${words}</p><p>${comments} comments</p>`);
  const after = async (document: string, corrections?: 'not-of-text') => {
    const source = new PolledSource(undefined, { corrections });
    for (const before of [feed(), feed(counted(1))]) await source.poll(before);
    source.rows.clear();
    for (const noise of [feed(counted(2)), feed(counted(3))]) expect((await source.poll(noise)).events).toEqual([]);
    return (await source.poll(document)).events.map(({ type, backlog }) => [type, backlog]);
  };
  const news = [['article.published', true]];

  test('is no news where it changes in what readers do not notice', async () => {
    expect(await after(feed(counted(4)))).toEqual([]);
    expect(await after(feed(counted(4, 'Other words.')))).toEqual(news);
  });

  test('nor by its text, where that is no correction in its source', async () => {
    expect(await after(feed(counted(4, 'Other words.')), 'not-of-text')).toEqual([]);
    expect(await after(feed(counted(4).replace('Story', 'Another story')), 'not-of-text')).toEqual(news);
  });

  test('is news where it comes back as it was', async () => {
    const source = new PolledSource();
    for (const before of [feed(), feed(counted(1)), feed(tombstone('a')), feed(entry('b'))]) await source.poll(before);
    source.rows.clear();
    const { events } = await source.poll(feed(counted(2), entry('b')));
    expect(events.map(({ type, backlog }) => [type, backlog])).toEqual(news);
  });
});

test('a tombstone finds the article of a story whose guid has changed since', async () => {
  const address = 'https://news.example/1';
  expect(
    await types(feed(entry(address)), feed(entry(address.replace('https', 'http'))), feed(tombstone(address))),
  ).toEqual([['published'], [], ['withdrawn']]);
});

test('of more withdrawals than a row holds those that matter come first, and all have their turn', async () => {
  const url = 'https://news.example/feed.xml';
  const reading = (text: string) => readFeed({ body: Buffer.from(text), url });
  const many = Array.from({ length: mostWithdrawn + 3 }, (_, index) => tombstone(`g${index}`));
  const held = await reading(feed(entry('here'), entry('last')));
  const before: SeenList = {
    ...emptyList,
    stories: newsOf('s', held, emptyList).unseen.map(({ id, item }) => ({
      id,
      raw: item.raw,
      content: item.contentHash.slice(0, 16),
      traits: item.traits,
      restlessness: 0,
      isHeld: false,
      notice: noticeMark(item.story),
      isTakenBack: false,
    })),
  };
  const document = await reading(feed(entry('here'), ...many, tombstone('here'), tombstone('last')));
  const news = newsOf('s', document, before);
  expect(news.withdrawn).toHaveLength(mostWithdrawn);
  expect(new Set(news.withdrawn.slice(0, 2))).toEqual(new Set(before.stories.map(({ id }) => id)));
  expect(news.leftOut).toBe(5);
  const next = newsOf('s', document, news.list);
  expect(next.withdrawn).toHaveLength(5);
});
