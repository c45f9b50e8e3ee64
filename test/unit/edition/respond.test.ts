import { gunzipSync } from 'node:zlib';
import { documentResponse } from '../../../modules/edition/respond.ts';
import { at } from '../../helpers/records.ts';

const validators = { etag: 'abc', lastModified: at('2026-11-01T08:00:00.700Z') };
const ask = async (headers: Record<string, string> = {}, method = 'GET') => {
  let made = 0;
  const response = await documentResponse({ method, headers }, validators, 'application/rss+xml', () =>
    Promise.resolve({ count: 1, render: () => `document ${(made += 1)}` }),
  );
  return { ...response, made };
};

test('a full answer carries both validators and how long it is fresh', async () => {
  expect(await ask()).toMatchObject({
    statusCode: 200,
    body: 'document 1',
    headers: {
      etag: '"abc"',
      'last-modified': 'Sun, 01 Nov 2026 08:00:00 GMT',
      'cache-control': expect.stringContaining('stale-while-revalidate') as string,
      vary: 'accept-encoding',
    },
  });
});

test.each([
  [{ 'if-none-match': '"abc"' }],
  [{ 'if-none-match': 'W/"abc"' }],
  [{ 'if-none-match': '"x", "abc-gzip"' }],
  [{ 'if-none-match': '*' }],
  [{ 'if-modified-since': 'Sun, 01 Nov 2026 08:00:00 GMT' }],
])('%j is a 304 for which nothing is made', async (headers) => {
  const { statusCode, body, made } = await ask(headers);
  expect({ statusCode, body, made }).toEqual({ statusCode: 304, body: undefined, made: 0 });
});

test.each([
  [{ 'if-none-match': '"other"' }],
  // RFC 9110, 13.1.3: the date is ignored
  [{ 'if-none-match': '"other"', 'if-modified-since': 'Sun, 01 Nov 2026 08:00:00 GMT' }],
  [{ 'if-modified-since': 'Sun, 01 Nov 2026 07:59:59 GMT' }],
  [{ 'if-modified-since': 'yesterday' }],
])('%j is a 200', async (headers) => expect((await ask(headers)).statusCode).toBe(200));

test('HEAD has the headers and no body', async () => {
  const { statusCode, headers, body, made } = await ask({}, 'HEAD');
  expect({ statusCode, body, made }).toEqual({ statusCode: 200, body: undefined, made: 0 });
  expect(headers).toHaveProperty('etag', '"abc"');
});

test('gzip is another representation with a tag of its own', async () => {
  const { headers, body, isBase64Encoded } = await ask({ 'accept-encoding': 'br, gzip;q=0.5' });
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', etag: '"abc-gzip"' });
  expect(isBase64Encoded && gunzipSync(Buffer.from(body ?? '', 'base64')).toString()).toBe('document 1');
});

test.each(['gzip;q=0', 'gzip; q=0.000', 'identity', ''])('%p takes no gzip', async (header) => {
  expect((await ask({ 'accept-encoding': header })).headers).not.toHaveProperty('content-encoding');
});
