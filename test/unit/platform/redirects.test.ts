import { nextHop } from '../../../platform/http/redirect.ts';
import { ask, closeServers, kindOf, seen, serve } from './localServer.ts';

afterEach(closeServers);

describe('redirects', () => {
  test.each([
    [[301, 308], true],
    [[302], false],
    [[302, 301], false],
    [[301, 302], false],
    [[], false],
  ])('%j then the feed: moved is %s', async (statuses, moved) => {
    const url = await serve((request, response) => {
      const step = Number(request.url!.slice(1));
      const status = statuses[step];
      if (status === undefined) return response.end('feed');
      return response.writeHead(status, { location: `/${step + 1}` }).end();
    });
    const response = await ask(`${url}/0`);
    expect(response.url).toBe(`${url}/${statuses.length}`);
    expect(response.movedTo).toBe(moved ? `${url}/${statuses.length}` : undefined);
  });

  test('from https to http is none that is kept', () => {
    const hop = { url: new URL('https://a.example/'), method: 'GET', headers: {}, permanent: true };
    expect(nextHop(hop, 301, 'https://b.example/').permanent).toBe(true);
    const downgraded = nextHop(hop, 301, 'http://b.example/');
    expect(downgraded.permanent).toBe(false);
    expect(nextHop(downgraded, 301, 'https://b.example/').permanent).toBe(false);
    expect(nextHop({ ...hop, url: new URL('http://a.example/') }, 308, 'https://a.example/').permanent).toBe(true);
  });

  test('to an address in UTF-8, or in what is none, are followed as browsers do', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/') request.socket.end(Buffer.from('HTTP/1.1 302 Found\r\nLocation: /новости\r\n\r\n'));
      else if (request.url === '/latin')
        request.socket.end(Buffer.from('HTTP/1.1 302 Found\r\nLocation: /\xe9\r\n\r\n', 'latin1'));
      else response.end(decodeURIComponent(request.url!));
    });
    expect(Buffer.from((await ask(`${url}/`)).body).toString()).toBe('/новости');
    expect(Buffer.from((await ask(`${url}/latin`)).body).toString()).toBe('/é');
  });

  test('that set a cookie and lead to themselves have it sent back, and nobody has it afterwards', async () => {
    const url = await serve((request, response) => {
      if (request.headers.cookie === 'seen=1') return response.end('feed');
      return response.writeHead(302, { location: request.url, 'set-cookie': 'seen=1; Path=/; HttpOnly' }).end();
    });
    expect(Buffer.from((await ask(`${url}/feed`)).body).toString()).toBe('feed');
    expect(seen.hits).toBe(2);
    await ask(`${url}/feed`);
    expect(seen.hits).toBe(4);
  });

  test('loops end, none is followed where none is allowed', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/' }).end());
    expect(await kindOf(ask(url))).toBe('redirects');
    expect(seen.hits).toBe(4);
    expect(await kindOf(ask(url, { maxRedirects: 0 }))).toBe('redirects');
    expect(seen.hits).toBe(5);
  });

  test.each([
    [303, 'GET', ''],
    [302, 'GET', ''],
    [307, 'POST', 'payload'],
    [308, 'POST', 'payload'],
  ])('%d makes POST %s', async (status, method, body) => {
    const url = await serve((request, response) => {
      if (request.url === '/') return response.writeHead(status, { location: '/next' }).end();
      let received = '';
      request
        .on('data', (chunk: Buffer) => (received += chunk.toString()))
        .on('end', () => response.end(`${request.method} ${received}`));
      return undefined;
    });
    const response = await ask(`${url}/`, {
      method: 'POST',
      body: 'payload',
      headers: { 'content-type': 'text/plain' },
    });
    expect(Buffer.from(response.body).toString()).toBe(`${method} ${body}`);
  });

  test('secrets stay with the origin they were meant for', async () => {
    const other = await serve((request, response) => response.end(JSON.stringify(request.headers)));
    const url = await serve((_request, response) => response.writeHead(302, { location: other }).end());
    const response = await ask(url, { headers: { Authorization: 'Bearer secret', 'X-Kept': 'yes' } });
    const received = JSON.parse(Buffer.from(response.body).toString()) as Record<string, string>;
    expect(received).toMatchObject({ 'x-kept': 'yes' });
    expect(received).not.toHaveProperty('authorization');
  });

  test.each([
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'http://user:pass@example.org/',
  ])('to %s is refused', async (location) => {
    const url = await serve((_request, response) => response.writeHead(302, { location }).end());
    expect(await kindOf(ask(url))).toBe('blocked-address');
  });
});
