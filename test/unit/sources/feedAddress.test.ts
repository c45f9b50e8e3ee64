import { fetchable, plainAddress, sourceAt } from '../../../modules/sources/feedAddress.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { aSource } from '../../helpers/records.ts';

const address = 'https://example.org/News/feed.xml?lang=az&page=1';

test.each([
  ['another scheme', 'http://example.org/News/feed.xml?lang=az&page=1'],
  ['a www.', 'https://www.example.org/News/feed.xml?lang=az&page=1'],
  ['the letter case of scheme and host', 'HTTPS://Example.ORG/News/feed.xml?lang=az&page=1'],
  ['the dot of the root', 'https://example.org./News/feed.xml?lang=az&page=1'],
  ['a default port', 'https://example.org:443/News/feed.xml?lang=az&page=1'],
  ['the default port of the other scheme', 'https://example.org:80/News/feed.xml?lang=az&page=1'],
  ['a fragment', 'https://example.org/News/feed.xml?lang=az&page=1#top'],
  ['who clicked', 'https://example.org/News/feed.xml?utm_source=x&lang=az&UTM_medium=rss&page=1'],
  ['escapes that need none', 'https://example.org/%4Eews/feed%2exml?lang=%61z&page=1'],
  ['a slash at the end', 'https://example.org/News/feed.xml/?lang=az&page=1'],
  ['white space around it', '  https://example.org/News/feed.xml?lang=az&page=1\n'],
  ['feed: before it', 'feed:https://example.org/News/feed.xml?lang=az&page=1'],
  ['feed:// before it', 'feed://https://example.org/News/feed.xml?lang=az&page=1'],
  ['feed:// in place of http://', 'feed://example.org/News/feed.xml?lang=az&page=1'],
])('is the same with %s', (_, other) => {
  expect(plainAddress(other)).toBe(plainAddress(address));
});

test.each([
  ['the letter case of its path', 'https://example.org/news/feed.xml?lang=az&page=1'],
  ['the order of its query', 'https://example.org/News/feed.xml?page=1&lang=az'],
  ['a parameter', 'https://example.org/News/feed.xml?lang=ru&page=1'],
  ['a port', 'https://example.org:8443/News/feed.xml?lang=az&page=1'],
  ['a host below it', 'https://feeds.example.org/News/feed.xml?lang=az&page=1'],
  ['an escaped slash', 'https://example.org/News%2Ffeed.xml?lang=az&page=1'],
])('is another with %s', (_, other) => {
  expect(plainAddress(other)).not.toBe(plainAddress(address));
});

test('escapes and hosts in other letters are the same, too', () => {
  expect(plainAddress('https://example.org/%d0%bd')).toBe(plainAddress('https://example.org/н'));
  expect(plainAddress('https://новости.example/')).toBe(plainAddress('http://xn--b1amnebsh.example'));
});

test('an address with feed: is fetched by the scheme that it means', () => {
  expect(fetchable('feed:https://example.org/')).toBe('https://example.org/');
  expect(fetchable('feed://example.org/')).toBe('http://example.org/');
  expect(fetchable('https://example.org/feed://x')).toBe('https://example.org/feed://x');
});

test('a source is found by its address, and by the one that it moves to', () => {
  const one = aSource({ url: 'https://a.example/feed' });
  const moving = aSource({
    url: 'https://b.example/feed',
    movedTo: { url: 'https://c.example/feed', since: epochSeconds(new Date()) },
  });
  expect(sourceAt('http://www.a.example/feed/', [one, moving])).toBe(one);
  expect(sourceAt('https://c.example/feed', [one, moving])).toBe(moving);
  expect(sourceAt('https://d.example/feed', [one, moving])).toBeUndefined();
});
