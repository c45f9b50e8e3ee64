import { plainPath } from '../../../platform/http/plainPath.ts';
import { wantsHtml } from '../../../platform/http/headers.ts';
import { toRightAddress } from '../../../modules/edition/rightAddress.ts';

const chrome =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7';
test.each<[string | undefined, boolean]>([
  [chrome, true],
  ['text/html', true],
  ['TEXT/HTML; q=0.5', true],
  ['text/html;level=1;q=0.4, */*', true],
  ['application/xhtml+xml', true],
  ['text/html;q=1.0, application/json;q=0.9', true],
  [undefined, false],
  ['', false],
  ['*/*', false],
  ['text/*', false],
  ['application/json', false],
  ['application/rss+xml, application/xml;q=0.9, */*;q=0.8', false],
  ['text/html;q=0', false],
  ['text/html;q=x', false],
  ['application/json, text/html;q=0.9', false],
  ['application/problem+json, text/html;q=0.1', false],
  [`${'a/b,'.repeat(10_000)}text/html`, false],
])('who accepts %j is a person with a browser: %s', (accept, expected) => {
  expect(wantsHtml(accept)).toBe(expected);
});

test.each([
  ['/Topics/Economy/', '/topics/economy'],
  ['//topics///economy', '/topics/economy'],
  ['/', '/'],
  ['//', '/'],
  ['/FEEDS/ALL.RSS', '/feeds/all.rss'],
  ['/topics/ＡＩ', '/topics/ai'],
  ['/topics/КУЛЬТУРА/', '/topics/культура'],
])('%s is spelt %s', (path, expected) => {
  expect(plainPath(path)).toBe(expected);
});

const leads = (path: string, query = '') => toRightAddress(path, query, 'https://news.example')?.headers?.['location'];
test.each([
  ['/topics/economy/', '', 'https://news.example/topics/economy'],
  ['/Topics/Economy', 'limit=5&utm_source=x', 'https://news.example/topics/economy?limit=5&utm_source=x'],
  ['//feeds//all.rss', '', 'https://news.example/feeds/all.rss'],
  [
    '/feeds/topics/Экономика.ATOM/',
    '',
    'https://news.example/feeds/topics/%D1%8D%D0%BA%D0%BE%D0%BD%D0%BE%D0%BC%D0%B8%D0%BA%D0%B0.atom',
  ],
  ['/Subscribe/', 'topics=a', 'https://news.example/subscribe?topics=a'],
  ['/preferences/', 'token=x.y', 'https://news.example/preferences?token=x.y'],
  ['/V1/Docs', '', 'https://news.example/v1/docs'],
  ['/About', '', 'https://news.example/about'],
  ['//', '', 'https://news.example/'],
])('%s?%s leads to %s', (path, query, expected) => {
  expect(leads(path, query)).toBe(expected);
});

test.each([
  '/topics/economy',
  '/nope',
  '/Nope',
  '//evil.example',
  '//evil.example/..',
  '/\\evil.example',
  '/TOPICS/a/b',
  '/Feeds/all.xml',
  `/Topics/${'x'.repeat(65)}`,
])('%s leads nowhere', (path) => {
  expect(leads(path)).toBeUndefined();
});

test.each([
  '/Topics/\r\nset-cookie: a=b',
  '/Topics//evil.example',
  '/topics/@evil.example/',
  '//topics/evil.example',
  '/Topics/..',
  '/TOPICS/%2e%2e',
])('%j leads to nobody else', (path) => {
  const location = leads(path, 'a=\r\nx: y') ?? 'https://news.example/';
  expect(new URL(location).origin).toBe('https://news.example');
  expect(location).not.toMatch(/[\r\n]/);
});
