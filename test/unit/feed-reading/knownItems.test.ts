import { rawHash, sliceItems } from '../../../modules/feed-reading/knownItems.ts';
import { readFeed } from '../../../modules/feed-reading/readFeed.ts';
import type { KnownItems } from '../../../modules/feed-reading/feedDocument.ts';

const item = (number: number, more = '') => `<item><title>Story ${number}</title><guid>g${number}</guid>${more}</item>`;
const rss = (...items: string[]) => `<rss version="2.0"><channel><title>T</title>${items.join('\n')}</channel></rss>`;
const none = (): boolean => false;

test('each item has its hash, whatever stands around it', () => {
  const sliced = sliceItems(rss(item(1), item(2)), none)!;
  expect(sliced.rest.raws).toEqual([rawHash(item(1)), rawHash(item(2))]);
  expect(sliced.rest.text).toBe(rss(item(1), item(2)));
});

test('items that are known are cut out, and the others keep their places', () => {
  const { rest, known } = sliceItems(rss(item(1), item(2), item(3)), (raw) => raw === rawHash(item(2)))!;
  expect(known).toEqual([rawHash(item(2))]);
  expect(rest.places).toEqual([0, 2]);
  expect(rest.text).toBe(rss(item(1), '', item(3)));
});

test('what looks like a tag in CDATA or in a comment is none', () => {
  const tricky = item(1, '<description><![CDATA[</item><item>]]></description><!-- </item> -->');
  expect(sliceItems(rss(tricky, item(2)), none)!.rest.raws).toEqual([rawHash(tricky), rawHash(item(2))]);
});

test.each([
  ['an item inside of another', rss(`<item>${item(1)}</item>`)],
  ['an end without its beginning', rss('</item>')],
  ['an item without its end', '<rss><channel><item><title>x</title></channel></rss>'],
  ['a comment without its end', '<rss><channel><!-- <item></item></channel></rss>'],
])('a document with %s is read whole', (_, text) => {
  expect(sliceItems(text, none)).toBeUndefined();
});

describe('a document whose items are known', () => {
  const url = 'https://a.example/feed.xml';
  const reading = (text: string, known?: KnownItems) => readFeed({ body: Buffer.from(text), url }, known);
  const knownOf = async (text: string): Promise<KnownItems> => {
    const { items, around, sharesPages } = await reading(text);
    return { items: new Map(items.map(({ raw, traits }) => [raw, traits.publishedAt])), around, sharesPages };
  };
  const atom = (...entries: number[]) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${entries
      .map((number) => `<entry><id>g${number}</id><title>Story ${number}</title></entry>`)
      .join('')}</feed>`;
  const json = (...entries: number[]) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'T',
      items: entries.map((number) => ({ id: `g${number}`, title: `Story ${number}` })),
    });

  test.each([
    ['RSS', (...numbers: number[]) => rss(...numbers.map((number) => item(number)))],
    ['Atom', atom],
    ['JSON Feed', json],
    ['RSS that is read whole', (...numbers: number[]) => rss(...numbers.map((number) => item(number)), '</item>')],
  ])('gives what is new alone: %s', async (_, document) => {
    const { items, unchanged } = await reading(document(3, 2, 1), await knownOf(document(2, 1)));
    expect(items.map(({ story }) => story.guid)).toEqual(['g3']);
    expect(unchanged).toHaveLength(2);
  });

  test('gives nothing where all are known, and everything where its language has changed', async () => {
    const known = await knownOf(rss(item(1)));
    expect((await reading(rss(item(1)), known)).items).toEqual([]);
    const spoken = rss(item(1)).replace('<title>T', '<language>en</language><title>T');
    expect((await reading(spoken, known)).items.map(({ story }) => story.language)).toEqual(['en']);
  });

  test('of more than can be kept the newest are read, an undated one by its neighbour', async () => {
    const dated = (number: number) =>
      item(number, number === 5 ? '' : `<pubDate>${new Date(Date.UTC(2026, 0, 1, 0, number)).toUTCString()}</pubDate>`);
    const oldestFirst = Array.from({ length: 1_200 }, (_, number) => dated(number));
    const first = await reading(rss(...oldestFirst));
    expect(first.items).toHaveLength(1_000);
    expect(first.items.at(-1)!.story.title).toBe('Story 1199');
    const next = await reading(rss(...oldestFirst, dated(1_200)), await knownOf(rss(...oldestFirst)));
    expect(next.items.map(({ story }) => story.title)).toEqual(['Story 1200']);
  });
});
