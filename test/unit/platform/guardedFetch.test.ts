import type { LookupFunction } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { ask, closeServers, kindOf, serve, servers } from './localServer.ts';

afterEach(closeServers);

test('gives status, headers, body and the final address', async () => {
  const url = await serve((request, response) => {
    response
      .writeHead(200, { 'X-Asked': request.headers['user-agent'] ?? '', 'Set-Cookie': ['a=1', 'b=2'] })
      .end('café');
  });
  const response = await ask(`${url}/feed?a=1`, { headers: { 'User-Agent': 'Caravan' } });
  expect(response).toMatchObject({
    status: 200,
    url: `${url}/feed?a=1`,
    headers: { 'x-asked': 'Caravan', 'set-cookie': 'a=1, b=2' },
  });
  expect(Buffer.from(response.body).toString()).toBe('café');
  expect(response.movedTo).toBeUndefined();
});

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['gzip, br', (text: string) => brotliCompressSync(gzipSync(text))],
] as const)('decodes %s', async (encoding, encode) => {
  const url = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(encode('once upon a time')),
  );
  expect(Buffer.from((await ask(url)).body).toString()).toBe('once upon a time');
});

test('an empty body that calls itself gzip is empty, not broken', async () => {
  const url = await serve((_request, response) => response.writeHead(304, { 'content-encoding': 'gzip' }).end());
  expect(await ask(url)).toMatchObject({ status: 304, body: { length: 0 } });
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('stops a %s bomb at the cap', async (encoding, encode) => {
  const bomb = encode(Buffer.alloc(30_000_000));
  const url = await serve((_request, response) => response.writeHead(200, { 'content-encoding': encoding }).end(bomb));
  expect(await kindOf(ask(url))).toBe('too-large');
});

test.each([
  ['', 'endless'],
  ['gzip', 'endless and compressed'],
])('destroys the socket of a body without end (%s)', async (encoding) => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const url = await serve((request, response) => {
    request.socket.on('close', () => resolve());
    response.writeHead(200, encoding === '' ? {} : { 'content-encoding': encoding });
    const block = encoding === '' ? Buffer.alloc(50_000) : gzipSync(Buffer.alloc(5_000_000));
    const write = (): void => {
      while (!response.destroyed && response.write(block));
    };
    response.on('drain', write);
    write();
  });
  expect(await kindOf(ask(url))).toBe('too-large');
  await closed;
});

test('a slow body ends at the deadline, which counts for all of it', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const url = await serve((request, response) => {
    request.socket.on('close', () => resolve());
    response.writeHead(200).write('<rss>');
  });
  expect(await kindOf(ask(url, { timeoutMs: 100 }))).toBe('timeout');
  await closed;
});

test('a server that never answers, and a name that never resolves, end at the deadline', async () => {
  const url = await serve(() => undefined);
  expect(await kindOf(ask(url, { timeoutMs: 50 }))).toBe('timeout');
  expect(await kindOf(ask('http://never.example/', { timeoutMs: 50, lookup: () => undefined }))).toBe('timeout');
});

test('tells a refused connection, an unknown name, a body that never came, broken gzip and what is no HTTP', async () => {
  const closedServer = await serve(() => undefined);
  servers.pop()!.close();
  expect(await kindOf(ask(closedServer))).toBe('connection');
  const unknown: LookupFunction = (_name, _options, callback) =>
    callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '', 0);
  expect(await kindOf(ask('http://unknown.example/', { lookup: unknown }))).toBe('dns');
  const cut = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).flushHeaders();
    response.destroy();
  });
  expect(await kindOf(ask(cut))).toBe('connection');
  const notGzip = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain text'),
  );
  expect(await kindOf(ask(notGzip))).toBe('bad-response');
  const truncated = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a story').subarray(0, 10)),
  );
  expect(await kindOf(ask(truncated))).toBe('bad-response');
  const strange = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'compress' }).end('x'),
  );
  expect(await kindOf(ask(strange))).toBe('bad-response');
  const noHttp = await serve((request) => request.socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n'));
  expect(await kindOf(ask(noHttp))).toBe('bad-response');
  expect(await kindOf(ask(noHttp.replace('http:', 'https:')))).toMatch(/tls|connection/);
});

test.each([
  ['before its Content-Length', 'Content-Length: 100\r\n\r\nhalf'],
  ['amid its chunks', 'Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nff\r\n'],
  ['before its last chunk', 'Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'],
  ['in a chunk that is none', 'Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nnonsense\r\n'],
])('of a body that ends %s what came is given, and said to be cut', async (_where, rest) => {
  const url = await serve((request) => request.socket.end(`HTTP/1.1 200 OK\r\nETag: "1"\r\n${rest}`));
  const response = await ask(url);
  expect([response.isCut, Buffer.from(response.body).toString()]).toEqual([true, 'half']);
});

test('a body that is whole is not said to be cut', async () => {
  const url = await serve((request) => request.socket.end('HTTP/1.0 200 OK\r\n\r\nuntil the connection ends'));
  expect(await ask(url)).not.toHaveProperty('isCut');
});

test.each([
  ['before its first byte', 'HTTP/1.1 200 OK\r\n\r\n'],
  ['amid it', 'HTTP/1.1 200 OK\r\n\r\n<rss>'],
  ['before its first compressed byte', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n'],
])('a body that ends with its connection, and stalls %s, is none: the deadline is told', async (_when, beginning) => {
  const url = await serve((request) => request.socket.write(beginning));
  expect(await kindOf(ask(url, { timeoutMs: 100 }))).toBe('timeout');
});

test('a server that switches to another protocol is told at once, and its socket closed', async () => {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const url = await serve((request) => {
    request.socket.on('close', () => resolve());
    request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
  });
  await expect(ask(url)).rejects.toMatchObject({
    kind: 'bad-response',
    message: expect.stringContaining('(101)') as string,
  });
  await closed;
});
