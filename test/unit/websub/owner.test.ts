import { expect, test } from '@jest/globals';
import { hubOwner, siteOf } from '../../../modules/websub/hub/owner.ts';

const all = { list: { kind: 'all' }, format: 'rss' } as const;

test.each([
  ['https://reader.example.co.uk/cb', 'example.co.uk'],
  ['https://a.b.example.org:8443/cb?x=1', 'example.org'],
  ['https://EXAMPLE.org./', 'example.org'],
  ['https://me.github.io/cb', 'me.github.io'],
  ['https://münchen.de/', 'xn--mnchen-3ya.de'],
  ['http://localhost:9/cb', 'localhost'],
  ['https://192.0.2.1/', '192.0.2.1'],
  ['https://[2001:db8:1:2:3::4]/', '2001:db8:1:2'],
  ['https://com/', 'com'],
])('%s is of the site %s', (callback, site) => {
  expect(siteOf(callback)).toBe(site);
});

test('one site has one limit, whatever stands before it and behind it', () => {
  const partners = ['https://example.org/a', 'https://www.example.org/b', 'https://x1.cb.example.org:8443/?c'].map(
    (callback) => hubOwner(callback, all).partnerId,
  );
  expect(new Set(partners).size).toBe(1);
  expect(hubOwner('https://example.net/a', all).partnerId).not.toBe(partners[0]);
});

test('a callback is the same however it is spelt, and its query tells it from another', () => {
  const idOf = (callback: string) => hubOwner(callback, all).id;
  expect(
    new Set(['https://example.org/cb?a', 'HTTPS://EXAMPLE.ORG:443/x/../cb?a', 'https://example.org/%2e/cb?a'].map(idOf))
      .size,
  ).toBe(1);
  expect(idOf('https://example.org/cb?b')).not.toBe(idOf('https://example.org/cb?a'));
});

test('another list or another format is another subscription', () => {
  const feeds = [
    all,
    { list: { kind: 'all' }, format: 'atom' },
    { list: { kind: 'topic', slug: 'a' }, format: 'rss' },
    { list: { kind: 'source', slug: 'a' }, format: 'rss' },
    { list: { kind: 'topic', slug: 'b' }, format: 'rss' },
  ] as const;
  expect(new Set(feeds.map((feed) => hubOwner('https://example.org/cb', feed).id)).size).toBe(5);
});
