import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
beforeAll(async () => {
  publisher.items = [{ guid: '1', title: 'A story of the day' }];
  await caravan.add('gazette', publisher.url);
});

describe('feeds are open to programs in any page', () => {
  test.each([
    '/feeds/all.rss',
    '/feeds/topics/testing.atom',
    '/feeds/sources/gazette.json',
    '/feeds/search.rss?q=story',
    '/feeds.opml',
  ])('%s', async (path) => {
    const headers = { origin: 'https://reader.example' };
    const response = await caravan.get(path, { headers });
    const etag = response.headers.get('etag') ?? '';
    const open = (answered: Response) => [
      answered.headers.get('access-control-allow-origin'),
      answered.headers.get('access-control-expose-headers'),
      answered.headers.get('access-control-allow-credentials'),
    ];
    for (const answered of [
      response,
      await caravan.get(path, { method: 'HEAD', headers }),
      await caravan.get(path, { headers: { ...headers, 'if-none-match': etag } }),
      await caravan.get(`${path}.none`, { headers }),
    ]) {
      expect(open(answered)).toEqual(['*', 'etag, link', null]);
    }
    const asked = await caravan.get(path, {
      method: 'OPTIONS',
      headers: {
        ...headers,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'if-none-match',
      },
    });
    expect([
      asked.status,
      ...open(asked),
      asked.headers.get('access-control-allow-methods'),
      asked.headers.get('access-control-allow-headers'),
    ]).toEqual([204, '*', 'etag, link', null, 'GET, HEAD', 'if-modified-since, if-none-match']);
    expect(await asked.text()).toBe('');
  });

  test.each([
    '/',
    '/topics/testing',
    '/search?q=story',
    '/subscribe',
    '/preferences',
    '/unsubscribe',
    '/v1/articles',
    '/v1/webhooks',
    '/hub',
    '/websub/gazette/x',
    '/robots.txt',
  ])('%s is not', async (path) => {
    for (const method of ['GET', 'OPTIONS']) {
      const response = await caravan.get(path, {
        method,
        headers: { origin: 'https://reader.example', 'access-control-request-method': 'GET' },
        redirect: 'manual',
      });
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});
