import { beforeAll, describe, expect, test } from '@jest/globals';
import { newApiKey } from '../../modules/webhooks/partners.ts';
import { instant } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { aSource } from '../helpers/records.ts';

const caravan = useCaravan();
let partner: PartnerClient;
let path: string;
beforeAll(async () => {
  partner = await aPartner(caravan, 'caspian-times');
  await caravan.sources.add(aSource({ status: 'paused' }));
  const { body } = await partner.call('POST', '/v1/webhooks', { body: { url } });
  path = `/v1/webhooks/${body.id as string}`;
});

const url = 'http://127.0.0.1:9/';
interface Problem {
  title: string;
  status: number;
  detail: string;
  errors?: { pointer?: string; parameter?: string; detail: string }[];
}

/** A refusal is a problem in words, changes no row, and repeats nothing secret. */
async function refusal(method: string, to: string, given: Parameters<PartnerClient['call']>[2] = {}) {
  const before = await partner.rows();
  const { status, headers, body, text } = await partner.call<Problem>(method, to, given);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.stringMatching(/^[A-Z].{15,}\.$/s) });
  expect(text).not.toMatch(/whsec_|whsk_|cvn_\w+-\w+_/);
  expect(await partner.rows()).toEqual(before);
  return {
    status,
    headers,
    detail: body.detail,
    errors: (body.errors ?? []).map(({ pointer, parameter, detail }) => `${pointer ?? parameter ?? ''} ${detail}`),
  };
}

describe('a webhook that cannot be', () => {
  test.each<[string, object, string]>([
    ['no URL', {}, '#/url must be a string, and must be there'],
    ['a URL of the wrong type', { url: ['x'] }, '#/url must be a string'],
    ['what is no URL', { url: 'partner.example' }, '#/url is no URL'],
    ['another scheme', { url: 'ftp://partner.example/' }, '#/url must begin with https://'],
    [
      'a user in the URL',
      { url: 'https://me:secret@partner.example/' },
      '#/url cannot be used: The address of partner.example carries a user name or password',
    ],
    ['a fragment', { url: `${url}#part` }, '#/url has a fragment'],
    ['a private address', { url: 'https://10.0.0.1/' }, '#/url cannot be used: 10.0.0.1 is not on the public internet'],
    ['a private address in disguise', { url: 'https://[::ffff:169.254.169.254]/' }, '#/url cannot be used'],
    ['a decimal address', { url: 'https://2852039166/' }, '#/url cannot be used: 169.254.169.254'],
    [
      'a name that does not resolve',
      { url: 'https://nowhere.invalid/' },
      '#/url cannot be used: The name nowhere.invalid does not resolve now',
    ],
    [
      'too long a URL',
      { url: `https://partner.example/${'x'.repeat(2_048)}` },
      '#/url is longer than 2,048 characters',
    ],
    ['an unknown field', { url, colour: 'red' }, '#/colour is not known here'],
    ['an unknown field of the filter', { url, filter: { authors: ['x'] } }, '#/filter/authors is not known here'],
    ['a field of JavaScript', { url, ['__proto__']: 1, constructor: 1 }, '#/constructor is not known here'],
    ['an unknown event', { url, events: ['article.read'] }, '#/events/0 must be article.published or'],
    ['no event', { url, events: [] }, '#/events is empty'],
    ['an event twice', { url, events: ['article.updated', 'article.updated'] }, '#/events names a value twice'],
    ['an empty list', { url, filter: { topics: [] } }, '#/filter/topics is empty, so it can match nothing'],
    [
      'a source that does not exist',
      { url, filter: { sources: ['eurasia', 'nobody'] } },
      '#/filter/sources/1 can match nothing: there is no source',
    ],
    ['a source that cannot be', { url, filter: { sources: ['../x'] } }, '#/filter/sources/0 can match nothing'],
    ['a topic that is no slug', { url, filter: { topics: ['Real Estate'] } }, 'did you mean "real-estate"?'],
    [
      'a language that is none',
      { url, filter: { languages: ['e'] } },
      '#/filter/languages/0 can match nothing: this is no BCP 47 tag',
    ],
    ['a language by a name of old', { url, filter: { languages: ['iw'] } }, '#/filter/languages/0 can match nothing'],
    ['another content', { url, content: 'all' }, '#/content must be summary or full'],
    ['another signature', { url, signature: 'v2' }, '#/signature must be v1 or v1a'],
    ['a secret of their own', { url, secret: 'whsec_mine' }, '#/secret is not known here'],
    ['what is no object', ['x'], '# must be an object'],
  ])('%s: 422 in words, at once and for a change', async (_, body, words) => {
    const { status, errors } = await refusal('POST', '/v1/webhooks', { body });
    expect([status, errors.join('\n')]).toEqual([422, expect.stringContaining(words)]);
    if (words.includes('must be there')) return;
    const change = await refusal('PATCH', path, { body });
    expect([change.status, change.errors.join('\n')]).toEqual([422, expect.stringContaining(words)]);
  });

  test('every fault is named at once, up to twenty', async () => {
    expect(
      (
        await refusal('POST', '/v1/webhooks', {
          body: { url: 'http://10.0.0.1/', filter: { sources: ['nobody'], topics: ['No Slug'] } },
        })
      ).errors,
    ).toHaveLength(3);
    expect(
      (
        await refusal('POST', '/v1/webhooks', {
          body: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`f${index}`, 1])),
        })
      ).errors,
    ).toHaveLength(20);
  });

  test('a change that names nothing', async () => {
    expect(await refusal('PATCH', path, { body: {} })).toMatchObject({
      status: 422,
      errors: ['# names nothing to change: name a field at least'],
    });
    expect((await refusal('PATCH', path, { body: { status: 'gone' } })).status).toBe(422);
  });

  test('the hundred-and-first', async () => {
    const rich = await aPartner(caravan, 'rich-times');
    const [row] = await partner.rows();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        caravan.endpoints.add({ ...row!, partnerId: 'rich-times', id: `wh_${String(index).padStart(24, '0')}` }),
      ),
    );
    const { status, body } = await rich.call('POST', '/v1/webhooks', { body: { url } });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('100 webhooks')]);
  });
});

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
