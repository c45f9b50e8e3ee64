import type { Story } from '../../../modules/articles/article.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { contentHashOf, identify } from '../../../modules/feed-reading/story/identity.ts';

const story = (more: Partial<Story>): Story => ({
  guid: '',
  title: '',
  summary: '',
  content: '',
  authors: [],
  topics: [],
  enclosures: [],
  ...more,
});
const read = (...stories: Partial<Story>[]) =>
  identify(stories.map((more, index) => ({ raw: String(index), story: story(more), address: more.url })));
const keys = (...stories: Partial<Story>[]): string[] => read(...stories).items.map(({ key }) => key);

test('the key is the guid, or else the address, or else a hash of the title and the date', () => {
  expect(keys({ guid: 'g', url: 'https://a.example/' })).toEqual(['g']);
  expect(keys({ url: 'https://a.example/' })).toEqual(['https://a.example/']);
  const [plain, dated, other] = keys(
    { title: 'a' },
    { title: 'a', published: '2024-01-01T00:00:00.000Z' as Instant },
    { title: 'b' },
  );
  expect(plain).toMatch(/^title:[0-9a-f]{32}$/);
  expect(new Set([plain, dated, other]).size).toBe(3);
});

test('a guid is always there, so that feeds can be made of it', () => {
  expect(read({ url: 'https://a.example/' }).items[0]!.story.guid).toBe('https://a.example/');
});

test('a guid that stands for articles at different addresses tells nothing', () => {
  const { items, notes } = read(
    { guid: 'g', url: 'https://a.example/1' },
    { guid: 'g', url: 'https://a.example/2' },
    { guid: 'h', url: 'https://a.example/3' },
  );
  expect(items.map(({ key }) => key)).toEqual(['https://a.example/1', 'https://a.example/2', 'h']);
  expect(notes).toEqual(['told items with the same guid apart by their addresses (1 guids)']);
});

test('repetitions collapse; of versions the first stands', () => {
  const { items, notes } = read({ guid: 'g', title: 'new' }, { guid: 'g', title: 'old' }, { guid: 'g', title: 'new' });
  expect(items.map((item) => item.story.title)).toEqual(['new']);
  expect(notes).toEqual([
    'left out 1 exact repetitions of items',
    'left out 1 older versions of items in the same document',
  ]);
});

test('the address and "#" with a number is one article, whatever the number', () => {
  expect(keys({ guid: 'https://a.example/x#0', url: 'https://a.example/x' })).toEqual(
    keys({ guid: 'https://a.example/x#8', url: 'https://a.example/x' }),
  );
  expect(keys({ guid: 'post#1', url: 'https://a.example/x' })).toEqual(['post#1']);
});

describe('one guid, or one address, for all', () => {
  const day = (number: number) => `2026-11-0${number}T10:00:00.000Z` as Instant;
  const page = 'https://a.example/warnings';

  test('are told apart by titles and dates', () => {
    const { items, notes } = read(
      { guid: 'g', url: page, title: 'Storm', published: day(1) },
      { guid: 'g', url: page, title: 'Flood', published: day(2) },
    );
    expect(items.map(({ key }) => key)).toEqual([expect.stringMatching(/^title:/), expect.stringMatching(/^title:/)]);
    expect(notes).toEqual(['told items with the same guid and address apart by titles and dates (1 guids)']);
    expect(keys({ url: page, title: 'Storm' }, { url: page, title: 'Flood' })).toHaveLength(2);
    expect(keys(...['Storm', 'Flood', 'Frost'].map((title) => ({ guid: 'g', title })))).toHaveLength(3);
  });

  test('a key does not depend on what stands beside it', () => {
    const [one, two] = [
      { url: page, title: 'Storm', published: day(1) },
      { url: page, title: 'Flood', published: day(2) },
    ];
    expect(keys(one, two)).toEqual(keys(two, one).toReversed());
  });
});

test('stories that differ in the fragment alone are several, and their addresses lead to each', () => {
  const given = (fragment: string, guid = '') => ({
    raw: fragment,
    story: story({ guid, url: 'https://a.example/live', title: `At ${fragment}` }),
    address: `https://a.example/live#${fragment}`,
  });
  const { items, sharesPages } = identify([given('r1'), given('r2')]);
  expect(items.map((item) => item.story.url)).toEqual(['https://a.example/live#r1', 'https://a.example/live#r2']);
  expect(sharesPages).toBe(true);
  expect(identify([given('r1')]).items[0]!.story.url).toBe('https://a.example/live');
  expect(identify([given('r3')], true).items[0]!.story.url).toBe('https://a.example/live#r3');
  // the same article, listed twice by what led to it
  expect(identify([given('from-news', 'g'), given('from-sport', 'g')]).sharesPages).toBe(false);
});

test('the hash changes with everything that readers see, and with nothing else', () => {
  const at = '2024-01-01T00:00:00.000Z' as Instant;
  const plain = contentHashOf(story({}));
  expect(plain).toMatch(/^[0-9a-f]{32}$/);
  const seen: Partial<Story>[] = [
    { url: 'https://a.example/' },
    { title: 'x' },
    { summary: 'x' },
    { content: 'x' },
    { authors: ['x'] },
    { topics: [{ slug: 'x', name: 'X' }] },
    { language: 'en' },
    { image: { url: 'https://a.example/' } },
    { enclosures: [{ url: 'https://a.example/' }] },
    { rights: 'x' },
    { embargoUntil: at },
    { expiresAt: at },
  ];
  expect(new Set([plain, ...seen.map((change) => contentHashOf(story(change)))]).size).toBe(seen.length + 1);
  expect(contentHashOf(story({ updated: at, published: at, guid: 'x' }))).toBe(plain);
  const reversed = Object.fromEntries(Object.entries(story({ title: 'a', summary: 'b' })).toReversed()) as Story;
  expect(contentHashOf(reversed)).toBe(contentHashOf(story({ title: 'a', summary: 'b' })));
});
