import { text } from 'node:stream/consumers';
import type { LookupFunction } from 'node:net';
import { guardedPoster } from '../../../platform/http/guardedPost.ts';
import type { PostLimits } from '../../../platform/http/guardedPost.ts';
import { closeServers, kindOf, seen, serve, servers } from './localServer.ts';

afterEach(closeServers);

const poster = (more: Partial<PostLimits> = {}) =>
  guardedPoster({ timeoutMs: 5_000, maxAnswerBytes: 1_000, local: true, ...more });
const message = (url: string) => ({
  url,
  headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' },
  body: '{"title":"Қазақ"}',
});

test('posts body and headers, and gives the answer whatever it is', async () => {
  const url = await serve((request, response) => {
    void text(request).then((body) =>
      response
        .writeHead(418, { 'retry-after': '7' })
        .end(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['webhook-id'] as string} ${body}`),
    );
  });
  const answer = await poster()(message(`${url}/in?a=b`));
  expect(answer).toMatchObject({ status: 418, headers: { 'retry-after': '7' } });
  expect(answer.body.toString()).toBe('POST /in?a=b msg_1 {"title":"Қазақ"}');
});

test('a redirect is an answer: nobody is followed', async () => {
  const target = await serve((_request, response) => response.end());
  const url = await serve((_request, response) => response.writeHead(307, { location: target }).end());
  expect((await poster()(message(url))).status).toBe(307);
  expect(seen.hits).toBe(1);
});

test('connections are kept from post to post', async () => {
  const url = await serve((request, response) => request.resume().on('end', () => response.writeHead(204).end()));
  let connections = 0;
  servers[0]?.on('connection', () => {
    connections += 1;
  });
  const post = poster();
  for (let round = 0; round < 5; round++) await Promise.all(Array.from({ length: 10 }, () => post(message(url))));
  expect(connections).toBe(10);
});

test('a kept connection that the server has just closed costs no delivery', async () => {
  const url = await serve((request, response) =>
    request.resume().on('end', () => response.writeHead(204, { connection: 'keep-alive' }).end()),
  );
  let accepted = 0;
  servers[0]?.on('connection', (socket) => {
    accepted += 1;
    if (accepted > 1) return;
    let posts = 0;
    socket.on('data', () => {
      if ((posts += 1) > 1) socket.resetAndDestroy();
    }); // as by a server that was shutting it down
  });
  const post = poster();
  await post(message(url));
  expect((await post(message(url))).status).toBe(204);
  expect(accepted).toBe(2);
});

test('an answer without end is cut off, and is no fault', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const url = await serve((request, response) => {
    request.socket.on('close', () => resolve());
    response.writeHead(200);
    const write = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(5_000, 'x')));
    };
    response.on('drain', write);
    write();
  });
  const answer = await poster()(message(url));
  expect([answer.status, answer.body.length]).toEqual([200, 1_000]);
  await closed;
});

test.each([
  ['before the answer', false],
  ['amid the answer', true],
])('who takes too long, %s, is cut off at the deadline', async (_when, begins) => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const url = await serve((request, response) => {
    request.socket.on('close', () => resolve());
    if (begins) response.writeHead(200).write('…');
  });
  expect(await kindOf(poster({ timeoutMs: 100 })(message(url)))).toBe('timeout');
  await closed;
});

test('an answer that ends with its connection, and stalls, is none: the deadline is told', async () => {
  const url = await serve((request) => {
    request.socket.write('HTTP/1.1 200 OK\r\n\r\nok');
  });
  expect(await kindOf(poster({ timeoutMs: 100 })(message(url)))).toBe('timeout');
});

test('a server that switches to another protocol is told at once, and its socket closed', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const url = await serve((request) => {
    request.socket.on('close', () => resolve());
    request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
  });
  expect(await kindOf(poster()(message(url)))).toBe('bad-response');
  await closed;
});

test('a server that closes without a word is a connection that failed', async () => {
  const url = await serve((request) => {
    request.socket.destroy();
  });
  expect(await kindOf(poster()(message(url)))).toBe('connection');
});

describe('outside of local', () => {
  const resolvesTo =
    (...addresses: string[]): LookupFunction =>
    (_name, _options, answer) => {
      answer(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://10.0.0.8/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:127.0.0.1]/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://user:secret@partner.example/',
    'http://partner.example/',
    'ftp://partner.example/',
    'not a URL',
  ])('%s is refused before anything is sent', async (url) => {
    expect(await kindOf(poster({ local: false, lookup: resolvesTo('93.184.215.14') })(message(url)))).toBe(
      'blocked-address',
    );
  });
  test('a name that resolves to a private address is refused when the connection is made', async () => {
    const url = await serve((_request, response) => response.end());
    const { port } = new URL(url);
    for (const address of ['127.0.0.1', '10.1.2.3', '::1', 'fd00::1']) {
      expect(
        await kindOf(
          poster({ local: false, lookup: resolvesTo(address) })(message(`https://rebound.example:${port}/`)),
        ),
      ).toBe('blocked-address');
    }
    expect(seen.hits).toBe(0);
  });
});
