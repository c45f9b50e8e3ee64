import { olderPath, parseFeedRequest, pathOf } from '../../../modules/feed-writing/feedRequest.ts';

test.each([
  ['/feeds/all.rss', { list: { kind: 'all' }, format: 'rss' }],
  ['/feeds/topics/economy.atom', { list: { kind: 'topic', slug: 'economy' }, format: 'atom' }],
  ['/feeds/topics/経済.json', { list: { kind: 'topic', slug: '経済' }, format: 'json' }],
  ['/feeds/sources/eurasia-media.json', { list: { kind: 'source', slug: 'eurasia-media' }, format: 'json' }],
  [`/topics/${'経'.repeat(64)}`, { list: { kind: 'topic', slug: '経'.repeat(64) }, format: 'page' }],
  ['/feeds/topics/a.b.rss', { list: { kind: 'topic', slug: 'a.b' }, format: 'rss' }],
  ['/', { list: { kind: 'all' }, format: 'page' }],
  ['/topics/経済', { list: { kind: 'topic', slug: '経済' }, format: 'page' }],
  ['/sources/eurasia-media', { list: { kind: 'source', slug: 'eurasia-media' }, format: 'page' }],
])('%s is a feed of 50', (path, expected) => {
  const request = parseFeedRequest(path, {});
  expect(request).toEqual({ ...expected, limit: 50 });
  expect(decodeURIComponent(pathOf(request.list, request.format))).toBe(path);
});

test.each([
  '/feeds/all',
  '/feeds/all.xml',
  '/feeds/all/x.rss',
  '/feeds/topics/.rss',
  '/feeds/topics/a/b.rss',
  '/feed.rss',
  '/topics/',
  '/topics/a/b',
  '/articles',
  `/topics/${'x'.repeat(65)}`,
  `/feeds/sources/${'é'.repeat(1_100)}.json`,
])('%s is a 404', (path) => {
  expect(() => parseFeedRequest(path, {})).toThrow(expect.objectContaining({ name: 'Problem', status: 404 }) as Error);
});

test.each([
  { limit: '0' },
  { limit: '201' },
  { limit: '1e2' },
  { limit: '-1' },
  { limit: '' },
  { limit: ' 5' },
  { limit: '5,6' },
] as Record<string, string>[])('%j is a 400', (query) => {
  expect(() => parseFeedRequest('/feeds/all.rss', query)).toThrow(expect.objectContaining({ status: 400 }) as Error);
});

test.each([
  { fbclid: 'PAZnRzaAQ0' },
  { utm_source: 'mail', utm_medium: 'x' },
  { _: '123' },
  { page: '2' },
  { Limit: '5' },
  { '': '' },
  { q: 'x'.repeat(1_000) },
] as Record<string, string>[])('%j is not ours, and changes nothing', (query) => {
  expect(parseFeedRequest('/topics/economy', query)).toEqual({
    list: { kind: 'topic', slug: 'economy' },
    format: 'page',
    limit: 50,
  });
  expect(parseFeedRequest('/feeds/all.rss', { ...query, limit: '5' }).limit).toBe(5);
});

test('a limit to 200 is taken', () => expect(parseFeedRequest('/feeds/all.rss', { limit: '200' }).limit).toBe(200));

test.each([
  ['oil prices', 'oil prices', '?q=oil%20prices'],
  ['  цены\n\tнефти ', 'цены нефти', `?q=${encodeURIComponent('цены нефти')}`],
  ['a\0b\uD800c', 'a b c', '?q=a%20b%20c'],
  ['"><script>&', '"><script>&', '?q=%22%3E%3Cscript%3E%26'],
  [undefined, '', ''],
  [' ', '', ''],
])('a search for %j is for %j, at %s', (q, words, query) => {
  const page = parseFeedRequest('/search', { q });
  expect(page).toEqual({ list: { kind: 'search', words }, format: 'page', limit: 50 });
  expect(pathOf(page.list, 'page')).toBe(`/search${query}`);
  const { list, format } = parseFeedRequest('/feeds/search.atom', { q });
  expect(pathOf(list, format)).toBe(`/feeds/search.atom${query}`);
});

test('a search for more than 200 characters is a 400, in words; its older stories keep its words', () => {
  expect(() => parseFeedRequest('/search', { q: 'x'.repeat(201) })).toThrow('at most 200 characters');
  const path = olderPath('/search?q=oil', `2026-11-01T08:00:00.000Z#${'a'.repeat(32)}`);
  expect(path).toBe(`/search?q=oil&before=2026-11-01T08:00:00.000Z.${'a'.repeat(32)}`);
  const asked = Object.fromEntries(new URL(path, 'https://news.example').searchParams);
  expect(parseFeedRequest('/search', asked).before).toBe(`2026-11-01T08:00:00.000Z#${'a'.repeat(32)}`);
});
