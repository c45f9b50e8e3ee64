import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Article } from '../../modules/articles/article.ts';
import { articleId } from '../../modules/sources/seenList.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Receiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
let partner: Receiver;
beforeAll(async () => {
  partner = await startReceiver();
  await (await deliveryTools(caravan)).connect(partner);
});
afterEach(() => {
  expect(caravan.twin.refusals).toEqual([]); // no grant was missing
});
afterAll(() => partner.stop());

const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const heardOf = (id: string) =>
  partner.heard.filter(({ data }) => data.id === id).map(({ type, data }) => `${type} v${data.version}`);
const now = (id: string): Promise<Article> => caravan.articles.get(id) as Promise<Article>;

describe("a publisher's system", () => {
  const id = articleId('harbour-post', 'port-1');
  const story = { title: 'Ships are late', content: '<p>By a day.</p><script>alert(1)</script>', topics: ['Harbour'] };
  let key: string;
  const ask = async (method: string, name: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await caravan.get(`/v1/stories/${name}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    await caravan.twin.idle();
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  };
  beforeAll(async () => {
    const added = await run(
      'publishers',
      'add',
      'The Harbour Post',
      '--id',
      'harbour-post',
      '--site',
      'https://harbour.example',
      '--json',
    );
    key = (JSON.parse(added.out) as { key: string }).key;
  });

  test('publishes, repeats, corrects and takes back a story', async () => {
    const first = await ask('PUT', 'port-1', story);
    expect(first).toMatchObject({
      status: 201,
      body: { article: id, became: 'published', status: 'live', version: 1 },
    });
    expect(await now(id)).toMatchObject({ content: '<p>By a day.</p>', source: { id: 'harbour-post' } });
    expect(await ask('PUT', 'port-1', story)).toMatchObject({ status: 200, body: { became: 'unchanged', version: 1 } });
    const second = await ask('PUT', 'port-1', { ...story, content: '<p>By two days.</p>' });
    expect(second.body).toMatchObject({ became: 'corrected', version: 2 });
    const stale = await ask('PUT', 'port-1', story, { 'if-match': first.headers.get('etag')! });
    expect([stale.status, (await now(id)).version]).toEqual([412, 2]);
    const gone = await ask('DELETE', 'port-1', undefined, { 'if-match': second.headers.get('etag')! });
    expect(gone).toMatchObject({ status: 200, body: { became: 'withdrawn', status: 'withdrawn' } });
    expect(await ask('DELETE', 'port-1')).toMatchObject({ body: { became: 'unchanged' } });
    expect(heardOf(id)).toEqual(['article.published v1', 'article.updated v2', 'article.withdrawn v3']);
    expect((await ask('PUT', 'port-1', story)).body).toMatchObject({ became: 'corrected', status: 'live', version: 4 });
  });

  test('gives a story in ninjs, with its embargo', async () => {
    const ninjs = {
      uri: 'urn:x',
      headlines: [{ role: 'main', value: 'Budget' }],
      bodies: [{ contentType: 'text/html', value: '<p>Numbers.</p>' }],
      by: 'A. Writer, B. Writer',
      subjects: [{ name: 'Economy' }],
      embargoed: '2999-01-01T00:00:00Z',
      associations: [{ type: 'picture', renditions: [{ href: 'https://harbour.example/a.jpg' }] }],
    };
    const { status, body } = await ask('PUT', 'budget', ninjs, { 'content-type': 'application/ninjs+json' });
    expect([status, body.status]).toEqual([201, 'embargoed']);
    expect(await now(articleId('harbour-post', 'budget'))).toMatchObject({
      title: 'Budget',
      content: '<p>Numbers.</p>',
      authors: ['A. Writer', 'B. Writer'],
      topics: [{ slug: 'economy' }],
      image: { url: 'https://harbour.example/a.jpg' },
    });
  });

  test.each<[string, number, string, string, unknown?, Record<string, string>?]>([
    ['no key', 401, 'PUT', 'a', story, { authorization: '' }],
    ["another's key", 401, 'PUT', 'a', story, { authorization: `Bearer cvp_harbour-post_${'a'.repeat(43)}` }],
    ['a name that is none', 404, 'PUT', '-a', story],
    ['what was never given', 404, 'DELETE', 'never'],
    ['no title', 422, 'PUT', 'a', { content: '' }],
    ['what nobody knows', 422, 'PUT', 'a', { ...story, headline: 'A' }],
    ['an embargo without a zone', 422, 'PUT', 'a', { ...story, embargoUntil: '2999-01-01T00:00' }],
    ['another method', 405, 'POST', 'a', story],
    ['a form', 415, 'PUT', 'a', story, { 'content-type': 'text/plain' }],
  ])('is refused with %s', async (_, status, method, name, ...[body, headers]) => {
    const refused = await ask(method, name, body, headers);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(await caravan.articles.get(articleId('harbour-post', 'a'))).toBeUndefined();
  });

  test('is refused with a story that would have to be cut, and with one that is larger than all', async () => {
    const sizes = [`<p>${'a '.repeat(200_000)}</p>`, 'a'.repeat(1_100_000)];
    for (const content of sizes) expect((await ask('PUT', 'a', { ...story, content })).status).toBe(413);
    expect(await caravan.articles.get(articleId('harbour-post', 'a'))).toBeUndefined();
  });

  test('has a key that opens nothing else, is kept as a hash, rotated and removed', async () => {
    expect((await caravan.get('/v1/articles', { headers: { authorization: `Bearer ${key}` } })).status).toBe(401);
    expect((await run('publishers', 'list', '--json')).out).not.toContain(
      (await caravan.ownSources.get('harbour-post'))!.keys[0]!.hash,
    );
    await run('publishers', 'rotate-key', 'harbour-post');
    expect((await ask('PUT', 'port-1', story)).status).toBe(200);
    await run('publishers', 'remove', 'harbour-post');
    expect((await ask('PUT', 'port-1', story)).status).toBe(401);
    expect((await run('publishers', 'remove', 'harbour-post')).code).toBe(1);
  });
});
