import fc from 'fast-check';
import { itemBytes, maxItemBytes } from '../../../platform/dynamodb/itemSize.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { readingVersion } from '../../../modules/feed-reading/feedDocument.ts';
import {
  articleId,
  decodeSeen,
  emptyList,
  encodeSeen,
  knownItems,
  markOf,
  mostWithdrawn,
  remembered,
} from '../../../modules/sources/seenList.ts';
import type { SeenList, SeenStory } from '../../../modules/sources/seenList.ts';
import { PolledSource } from '../../corpus/announced.ts';

const hex = (digits: number) =>
  fc
    .array(fc.integer({ min: 1, max: 15 }), { minLength: digits, maxLength: digits })
    .map((all) => all.map((digit) => digit.toString(16)).join(''));
const orNone = (digits: number) => fc.oneof(hex(digits), fc.constant(''));
const stories: fc.Arbitrary<SeenStory> = fc.record({
  id: hex(32),
  raw: orNone(16),
  content: hex(16),
  traits: fc.record({
    exact: orNone(8),
    guid: orNone(16),
    url: orNone(16),
    title: orNone(16),
    publishedAt: fc.option(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { nil: undefined }) as fc.Arbitrary<
      EpochSeconds | undefined
    >,
  }),
  restlessness: fc.integer({ min: 0, max: 255 }),
  isHeld: fc.boolean(),
  notice: orNone(16),
  isTakenBack: fc.boolean(),
});
const lists: fc.Arbitrary<SeenList> = fc.record({
  readingVersion: fc.nat(),
  around: hex(16),
  sharesPages: fc.boolean(),
  stories: fc.array(stories),
  withdrawn: fc.uniqueArray(hex(16)).map((marks) => new Set(marks)),
});

test('a list survives its bytes', () => {
  fc.assert(
    fc.property(lists, (list) => {
      expect(decodeSeen(encodeSeen(list))).toEqual(list);
    }),
  );
  expect(decodeSeen(new Uint8Array())).toBe(emptyList);
});

test('a story takes 75 bytes, and the longest list has room in a row', () => {
  const [story] = fc.sample(stories, 1);
  const one = encodeSeen({ ...emptyList, stories: [story!] }).length;
  expect(one - encodeSeen(emptyList).length).toBe(75);
  const withdrawn = new Set(Array.from({ length: mostWithdrawn }, (_, index) => index.toString(16).padStart(16, '0')));
  const present = Array.from({ length: 1_000 }, () => story!);
  const longest = { ...emptyList, stories: remembered(present, [...present, ...present]), withdrawn };
  expect(longest.stories).toHaveLength(2_000);
  const row = { pk: `SOURCE#${'s'.repeat(63)}`, sk: 'SEEN', seen: encodeSeen(longest) };
  expect(itemBytes(row)).toBeLessThan(maxItemBytes);
});

test('a list of the release before says nothing of what readers notice', () => {
  const [story] = fc.sample(stories, 1);
  const list = {
    ...emptyList,
    around: 'a'.repeat(16),
    stories: [story!, story!],
    withdrawn: new Set(['1'.repeat(16)]),
  };
  const bytes = Buffer.from(encodeSeen(list));
  const story66 = (start: number) => bytes.subarray(start, start + 66);
  const before = [Buffer.from('caravan2'), bytes.subarray(8, 24), story66(24), story66(99), bytes.subarray(174)];
  expect(decodeSeen(Buffer.concat(before))).toEqual({
    ...list,
    stories: list.stories.map((one) => ({ ...one, notice: '', isTakenBack: false })),
  });
});

test('items are known until a release reads otherwise, but for those that are to be read each time', () => {
  const known = { ...fc.sample(stories, 1)[0]!, raw: '1'.repeat(16) };
  const list = { ...emptyList, stories: [known, { ...known, raw: '' }] };
  expect([...knownItems(list).items.keys()]).toEqual([known.raw]);
  expect(knownItems({ ...list, readingVersion: readingVersion + 1 }).items.size).toBe(0);
});

test('the same guid at two sources is two articles', () => {
  expect(articleId('one', 'guid')).not.toBe(articleId('two', 'guid'));
  expect(articleId('one', 'guid')).toMatch(/^[0-9a-f]{32}$/);
});

describe('a list of an earlier release, of 16 bytes for an item', () => {
  const feed = (...guids: string[]) =>
    `<rss version="2.0"><channel><title>T</title>${guids
      .map((guid) => `<item><guid>${guid}</guid><title>Story ${guid}</title></item>`)
      .join('')}</channel></rss>`;
  const entry = (guid: string, content: string) => markOf(articleId('source', guid)) + content;

  test('is read: what it holds is no news, whatever hash it has', async () => {
    const source = new PolledSource();
    await source.poll(feed('a', 'b'));
    const rows = new Map(source.rows);
    const later = new PolledSource();
    for (const [id, row] of rows)
      later.rows.set(id, {
        ...row,
        summary: 'As it was read before',
        content: '<p>As it was read before</p>',
        contentHash: 'another',
      });
    later.seen = Buffer.from([entry('a', '1'.repeat(16)), entry('b', '2'.repeat(16))].join(''), 'hex');
    const { stored } = await later.poll(feed('c', 'a', 'b'));
    expect(stored).toMatchObject({ created: 1, revised: 0 });
    expect(later.events.map(({ article }) => article.title)).toEqual(['Story c']);
    expect((await later.poll(feed('c', 'a', 'b'))).stored).toMatchObject({
      created: 0,
      revised: 0,
      quiet: 0,
      items: 3,
    });
  });

  test('does not say how an item stood: another title counts as a correction, another text as another reading', async () => {
    const source = new PolledSource();
    await source.poll(feed('a'));
    const later = new PolledSource();
    for (const [id, row] of source.rows)
      later.rows.set(id, { ...row, title: 'Another headline', contentHash: 'another' });
    later.seen = Buffer.from(entry('a', '1'.repeat(16)), 'hex');
    await later.poll(feed('a'));
    expect(later.events.map(({ type, article }) => [type, article.title])).toEqual([['article.updated', 'Story a']]);
  });

  test('says what was taken back', () => {
    const source = new PolledSource();
    source.seen = Buffer.from(entry('a', '0'.repeat(16)), 'hex');
    expect(decodeSeen(source.seen).withdrawn).toEqual(new Set([markOf(articleId('source', 'a'))]));
  });
});
