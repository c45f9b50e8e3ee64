import { expect, test } from '@jest/globals';
import { refusalByRules } from '../../../modules/full-text/allowed.ts';
import { refusalByDirectives, refusalByHeaders } from '../../../modules/full-text/rights.ts';

const address = 'https://news.example/2026/rates?page=1';
const refusal = (robots?: string, tdm?: unknown) =>
  refusalByRules({
    rules: { robots, tdm: tdm === undefined ? undefined : JSON.stringify(tdm) },
    address,
    userAgent: 'Caravan/1.0 (+https://caravan.example/about)',
  });

test.each<[string, string, boolean]>([
  ['none', '', false],
  ['all is forbidden', 'User-agent: *\nDisallow: /', true],
  ['a byte order mark comes first', '\uFEFFUser-agent: *\nDisallow: /', true],
  ['our own group stands above that of all', 'User-agent: *\nDisallow: /\n\nUser-agent: caravan\nAllow: /', false],
  ['our own group forbids', 'User-agent: *\nAllow: /\n\nuser-agent: CARAVAN\ndisallow: /2026/', true],
  ['another program is meant', 'User-agent: otherbot\nDisallow: /', false],
  ['a group has two names', 'User-agent: otherbot\nUser-agent: Caravan\nDisallow: /2026', true],
  ['the longest path counts', 'User-agent: *\nDisallow: /2026/\nAllow: /2026/rates', false],
  ['a star', 'User-agent: *\nDisallow: /*/rates', true],
  ['the end of an address', 'User-agent: *\nDisallow: /*rates$', false],
  ['the query', 'User-agent: *\nDisallow: /*?page=', true],
  ['nothing is forbidden', 'User-agent: *\nDisallow:', false],
  ['a page of HTML', '<!doctype html><title>Not found: /</title>', false],
])('robots.txt: %s', (_, robots, isRefused) => {
  expect(refusal(robots)).toBe(isRefused ? 'by robots.txt' : undefined);
});

test('tdmrep.json reserves by path, the longest first; what is none of it reserves nothing', () => {
  expect(refusal(undefined, [{ location: '/', 'tdm-reservation': 1 }])).toBe('by tdmrep.json');
  expect(refusal(undefined, [{ location: '/2026/*', 'tdm-reservation': '1' }])).toBe('by tdmrep.json');
  expect(refusal(undefined, [{ location: '/images/', 'tdm-reservation': 1 }])).toBeUndefined();
  const but = [
    { location: '/', 'tdm-reservation': 1 },
    { location: '/2026/', 'tdm-reservation': 0 },
  ];
  expect(refusal(undefined, but)).toBeUndefined();
  expect(refusal(undefined, { location: '/' })).toBeUndefined();
  expect(refusalByRules({ rules: { robots: undefined, tdm: '{' }, address, userAgent: 'x' })).toBeUndefined();
});

test.each<[Record<string, string>, string | undefined]>([
  [{ 'x-robots-tag': 'nofollow, NoArchive' }, 'by its own word (noarchive)'],
  [{ 'x-robots-tag': 'none' }, 'by its own word (none)'],
  [{ 'x-robots-tag': 'otherbot: noindex' }, undefined],
  [{ 'x-robots-tag': 'otherbot: nofollow, caravan: noindex' }, 'by its own word (noindex)'],
  [{ 'x-robots-tag': 'unavailable_after: 25 Jun 2026 15:00:00 PST' }, undefined],
  [{ 'tdm-reservation': '1' }, 'by its own word (tdm-reservation)'],
  [{ 'tdm-reservation': '0' }, undefined],
  [{}, undefined],
])('the head of an answer: %j', (headers, refused) => {
  expect(refusalByHeaders(headers)).toBe(refused);
});

test('a robots meta that allows all refuses nothing', () => {
  expect(refusalByDirectives('index, follow, max-snippet:-1')).toBeUndefined();
});
