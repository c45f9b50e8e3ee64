import { describe, expect, test } from '@jest/globals';
import { languageOf } from '../../../modules/locales/readersLanguage.ts';
import { formDataOf, visitorOf } from '../../../modules/reader-pages/request.ts';

const urlencoded = 'application/x-www-form-urlencoded';
const read = (body: string | undefined, type?: string, isBase64Encoded = false) =>
  formDataOf({
    ...(body !== undefined && { body }),
    isBase64Encoded,
    headers: type === undefined ? {} : { 'content-type': type },
  });

describe('a form', () => {
  test('comes in either encoding, as text or in base64', async () => {
    const given = new FormData();
    given.append('name', 'Ünï & co');
    given.append('topics', 'one');
    given.append('topics', 'two');
    const multipart = new Response(given);
    const bodies: [string, string, boolean?][] = [
      ['name=%C3%9Cn%C3%AF+%26+co&topics=one&topics=two', urlencoded],
      ['name=%C3%9Cn%C3%AF+%26+co&topics=one&topics=two', `${urlencoded.toUpperCase()} ; charset=UTF-8`],
      [Buffer.from('name=%C3%9Cn%C3%AF+%26+co&topics=one&topics=two').toString('base64'), urlencoded, true],
      [
        Buffer.from(await multipart.arrayBuffer()).toString('base64'),
        multipart.headers.get('content-type') ?? '',
        true,
      ],
    ];
    for (const body of bodies) {
      const form = await read(...body);
      expect([form.get('name'), form.getAll('topics')]).toEqual(['Ünï & co', ['one', 'two']]);
    }
    expect([...(await read(undefined)).keys()]).toEqual([]);
  });

  test.each<[string, string, string | undefined, number]>([
    ['too large', `a=${'x'.repeat(16_383)}`, urlencoded, 413],
    ['too large, of another type', 'x'.repeat(20_000), 'application/json', 413],
    ['JSON', '{}', 'application/json', 415],
    ['text', 'a=1', 'text/plain', 415],
    ['of no type', 'a=1', undefined, 415],
    ['of a type that only begins like one', 'a=1', `${urlencoded}x`, 415],
    ['multipart without a boundary', 'a=1', 'multipart/form-data', 400],
    [
      'multipart that ends early',
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
      'multipart/form-data; boundary=b',
      400,
    ],
  ])('%s: refused', async (_, body, type, status) => {
    await expect(read(body, type)).rejects.toMatchObject({ name: 'PageError', status });
  });

  test('of 16 kB is taken', async () => {
    expect((await read(`a=${'x'.repeat(16_382)}`, urlencoded)).get('a')).toHaveLength(16_382);
  });
});

describe('a visitor', () => {
  const of = (sourceIp: string, viewer?: string, behindEdge = viewer !== undefined) =>
    visitorOf(
      {
        headers: viewer === undefined ? {} : { 'cloudfront-viewer-address': viewer },
        requestContext: { http: { sourceIp } },
      } as never,
      behindEdge,
    );

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['no address', 'no address'],
  ])('from %s is %s', (sourceIp, visitor) => {
    expect(of(sourceIp)).toBe(visitor);
  });

  test.each([
    ['203.0.113.7:46532', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6:46532', '2001:db8:1:2'],
    ['2001:db8:1:2::6:46532', '2001:db8:1:2'],
    ['[2001:db8:1:2::6]:46532', '2001:db8:1:2'],
  ])('behind CloudFront from %s is %s', (viewer, visitor) => {
    expect(of('198.51.100.1', viewer)).toBe(visitor);
  });

  test('without CloudFront cannot say who they are', () => {
    expect(of('198.51.100.1', '203.0.113.7:46532', false)).toBe('198.51.100.1');
    expect(of('198.51.100.1', undefined, true)).toBe('198.51.100.1');
  });
});

test.each([
  [null, undefined, 'en'],
  [null, 'tr', 'tr'],
  [null, 'ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
  [null, 'de,fr;q=0.9', 'en'],
  [null, 'de, ar-EG;q=0.5, tr;q=0.7', 'tr'],
  [null, 'tr;q=0, ar;q=0.1', 'ar'],
  [null, 'TR-tr', 'tr'],
  [null, ';;,=,q=', 'en'],
  [null, '*', 'en'],
  ['ar', 'tr', 'ar'],
  ['de', 'tr', 'tr'],
  ['__proto__', undefined, 'en'],
])('asked for %j with Accept-Language %j: %s', (asked, accept, language) => {
  expect(languageOf(asked, accept)).toBe(language);
});
