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
const keys = (...stories: Partial<Story>[]): string[] => identify(stories.map(story)).items.map(({ key }) => key);

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
  expect(identify([story({ url: 'https://a.example/' })]).items[0]!.story.guid).toBe('https://a.example/');
});

test('a guid that stands for articles at different addresses tells nothing', () => {
  const { items, notes } = identify([
    story({ guid: 'g', url: 'https://a.example/1' }),
    story({ guid: 'g', url: 'https://a.example/2' }),
    story({ guid: 'h', url: 'https://a.example/3' }),
  ]);
  expect(items.map(({ key }) => key)).toEqual(['https://a.example/1', 'https://a.example/2', 'h']);
  expect(notes).toEqual(['told items with the same guid apart by their addresses (1 guids)']);
});

test('repetitions collapse; of versions the first stands', () => {
  const { items, notes } = identify([
    story({ guid: 'g', title: 'new' }),
    story({ guid: 'g', title: 'old' }),
    story({ guid: 'g', title: 'new' }),
  ]);
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
