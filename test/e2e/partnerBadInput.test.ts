import { beforeAll, describe, expect, test } from '@jest/globals';
import { newApiKey } from '../../modules/webhooks/partners.ts';
import { instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner, refusalOf } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';

const caravan = useCaravan();
let partner: PartnerClient;
let path: string;
beforeAll(async () => {
  partner = await aPartner(caravan, 'caspian-times');
  const { body } = await partner.call('POST', '/v1/webhooks', { body: { url } });
  path = `/v1/webhooks/${body.id as string}`;
});

const url = 'http://127.0.0.1:9/';
const refusal = (method: string, to: string, given?: Parameters<PartnerClient['call']>[2]) =>
  refusalOf(partner, method, to, given);

describe('a body', () => {
  test.each<[string, number, Parameters<PartnerClient['call']>[2]]>([
    ['over 64 kB', 413, { raw: JSON.stringify({ url, description: 'x'.repeat(65_536) }) }],
    [
      'over 64 kB, of a type that no one reads',
      413,
      { raw: Buffer.alloc(65_537), headers: { 'content-type': 'application/octet-stream' } },
    ],
    ['of a form', 415, { raw: 'url=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    ['in another charset', 415, { raw: '{}', headers: { 'content-type': 'application/json; charset=latin1' } }],
    ['that is broken', 400, { raw: '{"url": ' }],
    ['that is missing', 422, { raw: '' }],
    ['of brackets', 422, { raw: '['.repeat(20_000) + ']'.repeat(20_000) }],
  ])('%s: %d', async (_, status, given) => {
    expect((await refusal('POST', '/v1/webhooks', given)).status).toBe(status);
  });

  test('where none belongs is a 422, and an empty object is none', async () => {
    expect(await refusal('POST', `${path}/rotate-secret`, { body: { secret: 'whsec_x' } })).toMatchObject({
      status: 422,
      errors: [expect.stringContaining('#/secret is not known here')],
    });
    expect((await partner.call('POST', `${path}/test`, { body: {} })).status).toBe(200);
  });

  test.each([
    ['yesterday', 'RFC 3339'],
    ['2026-02-30T00:00:00Z', 'RFC 3339'],
    [new Date(Date.now() - 15 * 86_400_000).toISOString(), '14 days'],
    [new Date(Date.now() + 3_600_000).toISOString(), 'future'],
  ])('that recovers since %s', async (since, words) => {
    expect(await refusal('POST', `${path}/recover`, { body: { since } })).toMatchObject({
      status: 422,
      errors: [expect.stringMatching(`^#/since .*${words}`)],
    });
  });
});

describe('a query', () => {
  test.each([
    ['topics=x', 'topics is not known here'],
    ['topic=Not+A+Slug', 'topic can match nothing'],
    ['topic=', 'topic can match nothing'],
    ['topic=a,,b', 'topic can match nothing'],
    ['source=UP', 'source can match nothing'],
    ['language=12', 'language can match nothing'],
    ['limit=0', 'limit must be a whole number from 1 to 100'],
    ['limit=101', 'limit must be'],
    ['limit=5,6', 'limit must be'],
    ['limit=1e1', 'limit must be'],
    ['format=xml', 'format must be json or ninjs'],
    ['since=monday', 'since must be an RFC 3339 instant'],
    ['since=2990-01-01T00:00:00Z', 'since must not lie in the future'],
    ['cursor=abc', 'cursor is invalid'],
    ['since=2026-01-01T00:00:00Z&cursor=abc', 'since goes with no cursor'],
  ])('%s: 400', async (query, words) => {
    const { status, errors } = await refusal('GET', `/v1/articles?${query}`);
    expect([status, errors]).toEqual([400, [expect.stringContaining(words)]]);
  });

  test('with a cursor that was changed, or is of another filter, or of another list', async () => {
    const next = async (to: string) => ((await partner.call('GET', to)).body as { next: string }).next;
    const cursor = await next('/v1/articles?topic=rail');
    expect(
      (await refusal('GET', `/v1/articles?topic=rail&cursor=${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`))
        .errors,
    ).toEqual([expect.stringContaining('is invalid')]);
    expect((await refusal('GET', `/v1/articles?topic=road&cursor=${cursor}`)).errors).toEqual([
      expect.stringContaining('belongs to another question'),
    ]);
    expect((await refusal('GET', `${path}/deliveries?cursor=${cursor}`)).errors).toEqual([
      expect.stringContaining('belongs to another question'),
    ]);
    expect((await partner.call('GET', `/v1/articles?cursor=${cursor}&topic=rail&limit=1&format=ninjs`)).status).toBe(
      200,
    );
  });

  test('where none belongs', async () => {
    expect((await refusal('GET', '/v1/webhooks?page=2')).errors).toEqual([
      expect.stringContaining('page is not known here'),
    ]);
  });
});

test.each([['x'.repeat(256)], ['""'], ['näher']])('an Idempotency-Key that is none: 400', async (key) => {
  expect((await refusal('POST', '/v1/webhooks', { body: { url }, headers: { 'idempotency-key': key } })).status).toBe(
    400,
  );
});

test.each([
  ['GET', '/v1/nothing', 404],
  ['GET', '/v1/webhooks/', 200],
  ['GET', '/v1/webhooks/wh_short', 404],
  ['GET', '/v1/articles/../webhooks', 200],
  ['GET', '/v1/articles/x', 404],
  ['GET', '/v1/%zz', 400],
])('%s %s: %d', async (method, to, status) => {
  expect((await partner.call(method, to)).status).toBe(status);
});

test.each([
  ['PUT', '/v1/webhooks', 'POST, GET, HEAD'],
  ['POST', '/v1/articles', 'GET, HEAD'],
  ['POST', '/v1/docs', 'GET, HEAD'],
  ['DELETE', '/v1', 'GET, HEAD'],
])('%s %s: 405, and what it takes', async (method, to, allow) => {
  const { status, headers } = await refusal(method, to);
  expect([status, headers.get('allow')]).toEqual([405, allow]);
});

describe('a key', () => {
  test('missing, malformed, of nobody, wrong, expired and revoked: one answer for all', async () => {
    const now = new Date();
    const [revoked, expired, good] = [newApiKey('key-times'), newApiKey('key-times'), newApiKey('key-times')];
    await caravan.partners.add({
      id: 'key-times',
      name: 'Keys',
      createdAt: instant(now),
      keys: [
        { hash: good.hash, createdAt: instant(now) },
        { hash: expired.hash, createdAt: instant(now), expiresAt: instant(now) },
      ],
    });
    const ask = (authorization?: string) =>
      caravan.get('/v1/webhooks', authorization === undefined ? {} : { headers: { authorization } });
    const bad = [
      undefined,
      '',
      'Bearer',
      'Bearer x',
      `Basic ${good.key}`,
      `Bearer ${good.key}x`,
      `Bearer ${newApiKey('nobody').key}`,
      `Bearer ${revoked.key}`,
      `Bearer ${expired.key}`,
      `Bearer ${good.key.toUpperCase()}`,
    ];
    const answers = await Promise.all(
      bad.map(async (authorization) => {
        const response = await ask(authorization);
        return [
          response.status,
          response.headers.get('www-authenticate'),
          response.headers.get('ratelimit'),
          await response.text(),
        ];
      }),
    );
    for (const answer of answers) expect(answer).toEqual([401, 'Bearer', null, answers[0]?.[3]]);
    expect((await ask(`bearer  ${good.key}`)).status).toBe(200);
  });

  test('has its rate limit, and is told so on every answer', async () => {
    const busy = await aPartner(caravan, 'busy-times');
    const first = await busy.call('GET', '/v1/webhooks');
    expect([
      first.headers.get('ratelimit-policy'),
      first.headers.get('ratelimit'),
      first.headers.get('cache-control'),
    ]).toEqual(['"default";q=600;w=60', expect.stringMatching(/^"default";r=599;t=([1-9]|[1-5]\d|60)$/), 'no-store']);
    // The window's count, as 600 requests would leave it; in the next one too, should a minute end here.
    const window = Math.floor(Date.now() / 60_000);
    await Promise.all(
      [window, window + 1].flatMap((one) =>
        Array.from({ length: 600 }, () =>
          caravan.partners.countRequest('busy-times', one, (Math.floor(Date.now() / 1_000) + 120) as never),
        ),
      ),
    );
    const over = await busy.call('GET', '/v1/articles');
    expect([over.status, over.headers.get('ratelimit')]).toEqual([429, expect.stringContaining('r=0;')]);
    expect(over.headers.get('ratelimit')).toMatch(new RegExp(`t=${over.headers.get('retry-after')}$`));
    expect((await partner.call('GET', '/v1/webhooks')).status).toBe(200);
  });
});

test('no grant was missing', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
