import { CookieJar } from '../../../platform/http/cookies.ts';

const now = new Date('2026-11-30T12:00:00Z');
const sent = (setBy: string, headers: readonly string[], to: string): string | undefined => {
  const jar = new CookieJar();
  jar.take(headers, new URL(setBy), now);
  return jar.headerFor(new URL(to));
};

test.each([
  ['its own host', 'https://a.example/', 'a=1', 'https://a.example/', 'a=1'],
  ['another port, which cookies do not tell apart', 'https://a.example/', 'a=1', 'https://a.example:8443/', 'a=1'],
  ['no other host', 'https://a.example/', 'a=1', 'https://b.example/', undefined],
  ['no host below it', 'https://a.example/', 'a=1', 'https://www.a.example/', undefined],
  ['hosts below its domain', 'https://a.example/', 'a=1; Domain=.A.example', 'https://www.a.example/', 'a=1'],
  ['the domain itself', 'https://www.a.example/', 'a=1; Domain=a.example', 'https://a.example/', 'a=1'],
  ['no host whose name ends alike', 'https://a.example/', 'a=1; Domain=a.example', 'https://aa.example/', undefined],
  ['nobody, for the domain of others', 'https://a.example/', 'a=1; Domain=b.example', 'https://b.example/', undefined],
  ['nobody, for all of a suffix', 'https://a.example/', 'a=1; Domain=example', 'https://b.example/', undefined],
  ['no address by the end of its number', 'http://127.0.0.1/', 'a=1; Domain=0.0.1', 'http://9.0.0.1/', undefined],
  ['its path', 'https://a.example/', 'a=1; Path=/feeds', 'https://a.example/feeds/x', 'a=1'],
  ['no path that begins alike', 'https://a.example/', 'a=1; Path=/feeds', 'https://a.example/feedsx', undefined],
  ['the folder that set it', 'https://a.example/feeds/x', 'a=1', 'https://a.example/feeds/y', 'a=1'],
  ['no folder above that', 'https://a.example/feeds/x', 'a=1', 'https://a.example/', undefined],
  ['https alone where it is secure', 'https://a.example/', 'a=1; Secure', 'http://a.example/', undefined],
  ['https where it is secure', 'https://a.example/', 'a=1; secure', 'https://a.example/', 'a=1'],
  ['nobody once it is over', 'https://a.example/', 'a=1; Max-Age=0', 'https://a.example/', undefined],
  [
    'nobody after its date',
    'https://a.example/',
    'a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'https://a.example/',
    undefined,
  ],
  [
    'its host, as Max-Age stands above Expires',
    'https://a.example/',
    'a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
    'https://a.example/',
    'a=1',
  ],
  ['nobody without a name', 'https://a.example/', '=1', 'https://a.example/', undefined],
  ['nobody where it is no pair', 'https://a.example/', 'a', 'https://a.example/', undefined],
  ['its host with a value that has signs of its own', 'https://a.example/', ' a = b=c ', 'https://a.example/', 'a=b=c'],
  ['nobody where it is too long', 'https://a.example/', `a=${'1'.repeat(5_000)}`, 'https://a.example/', undefined],
])('a cookie goes to %s', (_, setBy, header, to, expected) => {
  expect(sent(setBy, [header], to)).toBe(expected);
});

test('longer paths go first, a later cookie takes the place of the one before, and one that is over takes it away', () => {
  const url = 'https://a.example/feeds/x';
  expect(sent(url, ['a=1; Path=/', 'b=2', 'a=3; Path=/'], url)).toBe('b=2; a=3');
  expect(sent(url, ['a=1', 'a=; Max-Age=-1'], url)).toBeUndefined();
});

test('of more cookies than anybody needs the first are kept', () => {
  const many = Array.from({ length: 80 }, (_, index) => `c${index}=1`);
  expect(sent('https://a.example/', many, 'https://a.example/')?.split('; ')).toHaveLength(50);
});
