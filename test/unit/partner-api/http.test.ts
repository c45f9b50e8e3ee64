import fc from 'fast-check';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';
import { digestOf, idempotencyKeyOf } from '../../../modules/partner-api/http/access.ts';
import { faultsOf, readJsonBody } from '../../../modules/partner-api/http/check.ts';
import { apiResponse } from '../../../modules/partner-api/http/operation.ts';

describe('a body', () => {
  const read = (body: string | undefined, type = 'application/json', isBase64Encoded = false) =>
    readJsonBody({ ...(body !== undefined && { body }), isBase64Encoded, headers: { 'content-type': type } });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON;charset="UTF-8"',
    'application/merge-patch+json',
  ])('is read as %s', (type) => {
    expect(read('{"a":1}', type)).toEqual({ a: 1 });
    expect(read(Buffer.from('{"ä":"€"}').toString('base64'), type, true)).toEqual({ ä: '€' });
  });

  test.each([undefined, ''])('that is not there is none (%j)', (body) => {
    expect(read(body, 'text/plain')).toBeUndefined();
  });

  test.each<[string, number, () => unknown]>([
    ['too large, as bytes count', 413, () => read(`"${'€'.repeat(21_845)}"`)],
    [
      'too large once it is decoded',
      413,
      () => read(Buffer.alloc(65_537, 0x20).toString('base64'), 'application/json', true),
    ],
    ['of another type', 415, () => read('{}', 'text/plain')],
    ['of no type', 415, () => readJsonBody({ body: '{}', isBase64Encoded: false, headers: {} })],
    ['that is no UTF-8', 400, () => read(Buffer.from([0x22, 0xff, 0x22]).toString('base64'), 'application/json', true)],
    ['that is cut off', 400, () => read('{"a":')],
  ])('%s is a %d', (_, status, act) => {
    expect(act).toThrow(expect.objectContaining({ name: 'Problem', status }) as Error);
  });
});

describe('an Idempotency-Key', () => {
  test('is taken with quotation marks and without', () => {
    expect([undefined, 'abc', '"abc"', 'a b', 'x'.repeat(255)].map(idempotencyKeyOf)).toEqual([
      undefined,
      'abc',
      'abc',
      'a b',
      'x'.repeat(255),
    ]);
  });
  test.each(['', '""', 'x'.repeat(256), 'ä', 'a\nb', '\u007f'])('%j is none', (key) => {
    expect(() => idempotencyKeyOf(key)).toThrow('1 to 255 printable ASCII');
  });
  test('makes ids that no other parts make', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => {
        expect(digestOf(...one) === digestOf(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});

describe('faults', () => {
  const schema = z.strictObject({
    'a/b': z.optional(z.array(z.strictObject({ '~': z.int() }))),
    s: z.optional(z.string().check(z.maxLength(3))),
  });
  const of = (value: unknown) => faultsOf(schema.safeParse(value).error!, 'body');

  test('are where a JSON pointer says, escaped', () => {
    expect(of({ 'a/b': [{ '~': 'x' }] })).toEqual([
      { pointer: '#/a~1b/0/~0', detail: 'must be a number, and must be there' },
    ]);
    expect(of({ 'ü/': 1 })).toEqual([
      { pointer: '#/%C3%BC~1', detail: expect.stringContaining('not known') as string },
    ]);
    expect(of(7)).toEqual([{ pointer: '#', detail: 'must be an object, and must be there' }]);
  });
  test('repeat no value, and have an end', () => {
    expect(JSON.stringify(of({ s: 'whsec_secret' }))).not.toContain('secret');
    expect(
      of(Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`${index}${'x'.repeat(9_999)}`, 1]))),
    ).toHaveLength(20);
    expect(JSON.stringify(of({ ['y'.repeat(9_999)]: 1 })).length).toBeLessThan(300);
  });
});

describe('an answer', () => {
  const text = JSON.stringify('x'.repeat(2_000));
  const ask = (method: string, encoding?: string, body = text) =>
    apiResponse(
      { method, headers: { ...(encoding && { 'accept-encoding': encoding }) } },
      { status: 200, text: body, headers: { 'content-type': 'application/json' } },
    );

  test('is gzip where that is taken and pays', () => {
    const zipped = ask('GET', 'br, gzip');
    expect(zipped).toMatchObject({
      isBase64Encoded: true,
      headers: { 'content-encoding': 'gzip', vary: 'accept-encoding' },
    });
    expect(gunzipSync(Buffer.from(zipped.body ?? '', 'base64')).toString()).toBe(text);
    for (const plain of [ask('GET'), ask('GET', 'gzip;q=0'), ask('GET', 'gzip', '{}')])
      expect(plain.headers).not.toHaveProperty('content-encoding');
  });
  test('to HEAD has the same headers and no body', () => {
    expect(ask('HEAD', 'gzip')).toEqual({ statusCode: 200, headers: ask('GET', 'gzip').headers });
  });
  test('is kept by nobody, and no page', () => {
    expect(ask('GET').headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });
});
