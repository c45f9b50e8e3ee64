import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const caravan = useCaravan();
const publisher = usePublisher();
beforeAll(async () => {
  publisher.items = [{ guid: '1', title: 'A story of the day', extra: '<category>Экономика</category>' }];
  await caravan.add('gazette', publisher.url);
});

describe('parameters that are not ours', () => {
  test.each([
    'fbclid=PAZnRzaAQ0',
    'utm_source=x&utm_medium=mail',
    '_=123',
    'page=2',
    '%zz',
    'a=1&a=2',
    '&&=',
    `x=${'y'.repeat(2_000)}`,
  ])('?%s changes nothing of a page or feed', async (query) => {
    for (const path of [
      '/',
      '/topics/testing',
      '/sources/gazette',
      '/feeds/all.rss',
      '/feeds/topics/testing.atom',
      '/feeds/sources/gazette.json',
      '/feeds.opml',
      '/about',
      '/subscribe',
      '/unsubscribe',
      '/robots.txt',
      '/favicon.ico',
    ]) {
      const [plain, other] = [await caravan.get(path), await caravan.get(`${path}?${query}`)];
      expect([path, other.status, other.headers.get('etag'), other.headers.get('link')]).toEqual([
        path,
        plain.status,
        plain.headers.get('etag'),
        plain.headers.get('link'),
      ]);
      expect(await other.text()).toBe(await plain.text());
    }
  });

  test('beside a limit they are passed over, and the feed says its own address without them', async () => {
    const response = await caravan.get('/feeds/all.json?utm_source=x&limit=1&_=1');
    expect(await response.json()).toMatchObject({ feed_url: `${caravan.twin.url}/feeds/all.json?limit=1` });
  });

  test('the partner API takes none that it does not know', async () => {
    expect((await caravan.get('/v1/articles?utm_source=x')).status).toBe(401); // before anything else
  });
});

describe('what is not there', () => {
  test.each([
    ['GET', '/topics/nope', 404, 'There is no such page'],
    ['GET', '/sources/nope', 404, 'There is no such page'],
    ['GET', '/no/such/page', 404, 'There is no such page'],
    ['GET', '/feeds/nope.rss', 404, 'There is no such page'],
    ['GET', '/feeds/topics/nope.rss', 404, 'There is no such page'],
    ['GET', '/topics/', 301, ''],
    ['GET', '/Topics/Nope/', 301, ''],
    ['GET', '/?limit=many', 400, 'This address is not right'],
    ['GET', '/topics/%ff', 400, 'This address is not right'],
    ['POST', '/', 405, 'That cannot be done here'],
    ['DELETE', '/topics/testing', 405, 'That cannot be done here'],
  ] as const)(
    '%s %s answers people on a page (%d), and programs by RFC 9457',
    async (method, path, status, heading) => {
      const html = await caravan.get(path, { method, headers: browser, redirect: 'manual' });
      expect(html.status).toBe(status);
      if (status === 301) return;
      expect([html.headers.get('content-type'), html.headers.get('cache-control'), html.headers.get('vary')]).toEqual([
        'text/html; charset=utf-8',
        'no-store',
        'accept, accept-language',
      ]);
      expect(html.headers.get('content-security-policy')).toBe(
        (await caravan.get('/')).headers.get('content-security-policy'),
      );
      const page = await html.text();
      expect(page).toContain(heading);
      expect(page).toContain(`href="${caravan.twin.url}/"`);
      for (const accept of [undefined, '*/*', 'application/rss+xml', 'application/json']) {
        const response = await caravan.get(path, { method, headers: accept === undefined ? {} : { accept } });
        expect([response.status, response.headers.get('content-type'), response.headers.get('allow')]).toEqual([
          status,
          'application/problem+json',
          status === 405 ? 'GET, HEAD' : null,
        ]);
        expect(await response.json()).toMatchObject({ status, detail: expect.stringMatching(/\w/) as string });
      }
      expect(await (await caravan.get(path, { method: 'HEAD', headers: browser })).text()).toBe('');
    },
  );

  test('nothing that somebody wrote into an address is markup on its page', async () => {
    const words = encodeURIComponent('<script>alert(1)</script>"\'');
    const pageOf = async (path: string) => (await caravan.get(path, { headers: browser })).text();
    expect(await pageOf(`/topics/${words}`)).not.toContain('alert(1)');
    for (const path of [`/search?q=${words}`, `/topics?find=${words}`]) {
      const page = await pageOf(path);
      expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(page).not.toContain('<script');
    }
  });
});

describe('an address that is spelt otherwise', () => {
  const topic = '/topics/%D1%8D%D0%BA%D0%BE%D0%BD%D0%BE%D0%BC%D0%B8%D0%BA%D0%B0';
  test.each([
    ['/topics/testing/', '/topics/testing'],
    ['/Topics/TESTING', '/topics/testing'],
    ['//topics//testing//', '/topics/testing'],
    ['/topics/Экономика', topic],
    ['/sources/Gazette/', '/sources/gazette'],
    ['/feeds/all.RSS', '/feeds/all.rss'],
    ['/FEEDS/Topics/Testing.atom/', '/feeds/topics/testing.atom'],
    ['/feeds//sources/gazette.json', '/feeds/sources/gazette.json'],
    ['/feeds.OPML', '/feeds.opml'],
    ['//', '/'],
    ['/Subscribe', '/subscribe'],
    ['/subscribe/', '/subscribe'],
    ['/SUBSCRIBE/', '/subscribe'],
    ['/subscribe//sent', '/subscribe/sent'],
    ['/preferences/', '/preferences'],
    ['/Unsubscribe/', '/unsubscribe'],
    ['/V1/docs', '/v1/docs'],
    ['/About/', '/about'],
    ['/Robots.TXT', '/robots.txt'],
  ])('%s leads to %s, with its query', async (path, right) => {
    const response = await fetch(`${caravan.twin.url}${path}?limit=5&utm_source=x%20y`, {
      redirect: 'manual',
      headers: browser,
    });
    expect([response.status, new URL(response.headers.get('location') ?? '', caravan.twin.url).href]).toEqual([
      301,
      `${caravan.twin.url}${right}?limit=5&utm_source=x%20y`,
    ]);
    expect(await response.text()).toBe('');
    const there = await fetch(new URL(response.headers.get('location') ?? '', caravan.twin.url));
    expect([400, 200]).toContain(there.status); // 400: a reader's own page without its token
  });

  test('leads to nobody else', async () => {
    for (const path of [
      '//evil.example',
      '//evil.example/topics/testing',
      '/\\evil.example/',
      '/Topics//evil.example',
      '/topics/@evil.example/',
      '/TOPICS/%0d%0aset-cookie:a=b/',
    ]) {
      const location = (await fetch(`${caravan.twin.url}${path}`, { redirect: 'manual' })).headers.get('location');
      if (location !== null) expect(location.startsWith(`${caravan.twin.url}/`)).toBe(true);
    }
  });
});

describe('addresses that we name', () => {
  test('a publisher who finds us in the logs reads who we are', async () => {
    const [, address = ''] =
      /^Caravan\/1\.0 \(\+(http:\/\/localhost:\d+\/about)\)$/.exec(publisher.requests[0]?.['user-agent'] ?? '') ?? [];
    const page = await fetch(address);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await page.text();
    for (const words of [
      `Caravan/1.0 (+${caravan.twin.url}/about)`,
      'mailto:editors@caravan.example',
      'id="json-feed"',
    ])
      expect(html).toContain(words);
    for (const [, href = ''] of html.matchAll(/<a href="(http[^"]*)"/g))
      expect([href, (await fetch(href)).status]).toEqual([href, 200]);
    expect((await fetch(address, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })).status).toBe(304);
  });

  test('what is ours in a JSON Feed says where it is explained', async () => {
    const { items } = (await (await caravan.get('/feeds/all.json')).json()) as {
      items: { _caravan: Record<string, unknown> }[];
    };
    const { about, ...ours } = items[0]?._caravan ?? {};
    const [page = '', anchor] = String(about).split('#');
    const html = await (await fetch(page)).text();
    expect(html).toContain(`id="${anchor}"`);
    for (const name of Object.keys(ours)) expect(html).toContain(`<code>${name}</code>`);
  });

  test('an icon and rules for robots are where every program looks for them', async () => {
    const icon = await caravan.get('/favicon.ico');
    expect([
      icon.status,
      icon.headers.get('content-type'),
      [...new Uint8Array(await icon.arrayBuffer()).subarray(0, 4)],
    ]).toEqual([200, 'image/x-icon', [0, 0, 1, 0]]);
    const robots = await caravan.get('/robots.txt');
    expect([robots.status, robots.headers.get('content-type'), await robots.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      expect.stringMatching(/^User-agent: \*\n/),
    ]);
  });
});
