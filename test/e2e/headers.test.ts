import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
beforeAll(async () => {
  publisher.items = [{ guid: '1', title: 'A story of the day' }];
  await caravan.add('gazette', publisher.url);
});

const answers: readonly [method: string, path: string, status: number][] = [
  ['GET', '/', 200],
  ['GET', '/topics/testing', 200],
  ['GET', '/sources/gazette', 200],
  ['GET', '/topics/none', 404],
  ['GET', '/no/such/page', 404],
  ['POST', '/', 405],
  ['GET', '/about', 200],
  ['GET', '/favicon.ico', 200],
  ['GET', '/robots.txt', 200],
  ['GET', '/Topics/Testing/', 301],
  ['GET', '/Feeds/All.rss', 301],
  ['GET', '/Subscribe', 301],
  ['GET', '/feeds/all.rss', 200],
  ['GET', '/feeds/all.rss?limit=x', 400],
  ['GET', '/feeds/all.atom', 200],
  ['GET', '/feeds/all.json', 200],
  ['GET', '/feeds.opml', 200],
  ['GET', '/feeds/none.rss', 404],
  ['GET', '/subscribe', 200],
  ['POST', '/subscribe', 422],
  ['GET', '/preferences', 400],
  ['GET', '/unsubscribe', 400],
  ['GET', '/v1/docs', 200],
  ['GET', '/v1/openapi.json', 200],
  ['GET', '/v1/articles', 401],
  ['GET', '/v1/none', 404],
  ['GET', '/websub/gazette/none', 404],
  ['POST', '/websub/gazette/none', 404],
];

it.each(answers)(
  '%s %s answers %d with a strict policy, and no door to other sites but to feeds',
  async (method, path, status) => {
    const response = await caravan.get(path, { method, redirect: 'manual' });
    const header = (name: string) => response.headers.get(name) ?? '';
    expect({ path, status: response.status }).toEqual({ path, status });
    expect(header('x-content-type-options')).toBe('nosniff');
    expect(header('referrer-policy')).toMatch(/^(no-referrer|strict-origin-when-cross-origin)$/);
    expect(header('content-security-policy')).toMatch(/default-src 'none'/);
    expect(header('content-security-policy')).toMatch(/frame-ancestors 'none'/);
    expect(header('content-security-policy')).not.toMatch(/unsafe|script-src[^;]*(\*|https?:)/);
    const open = [...response.headers].filter(([name]) => name.startsWith('access-control-'));
    expect(open).toEqual(
      /^\/feeds/i.test(path)
        ? [
            ['access-control-allow-origin', '*'],
            ['access-control-expose-headers', 'etag, link'],
          ]
        : [],
    );
    expect(header('set-cookie')).toBe('');
  },
);
