const close = 'Connection: close\r\n';
const form = 'Content-Type: application/x-www-form-urlencoded\r\n';
const json = 'Content-Type: application/json\r\n';
const wanted = 'address=raw@baku.example&frequency=daily&weekday=1&hour=7&zone=Asia/Baku&language=en';
const post = (path: string, more: string, body: string) =>
  `POST ${path} HTTP/1.1\r\nHost: x\r\n${close}${more}\r\n${body}`;
const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${close}${more}\r\n`;

type Raw = readonly [what: string, request: string];

/** Headers that try to make others, in requests and in what is answered. */
const smuggled: readonly Raw[] = [
  ['a new line in a header, folded', get('/', 'X-A: a\r\n X-Planted: 1\r\n')],
  ['a lone carriage return in a header', get('/', 'X-A: a\rX-Planted: 1\r\n')],
  ['a lone line feed in a header', get('/', 'X-A: a\nX-Planted: 1\r\n')],
  ['NUL in a header', get('/', 'X-A: a\0b\r\n')],
  ['a header without a colon', get('/', 'X-Planted\r\n')],
  ['a space before the colon', get('/', 'X-A : 1\r\n')],
  ['a header without a name', get('/', ': 1\r\n')],
  ['Latin-1 in a header', get('/', 'Accept-Language: \xe9\xff\r\n')],
  ['a header of prototypes', get('/', '__proto__: 1\r\nconstructor: 1\r\n')],
  ['new lines in an address', get('/topics/x%0d%0aX-Planted:%201')],
  ['new lines in a language', get('/subscribe?language=en%0d%0aX-Planted:%201')],
  ['new lines in a token', get('/preferences?token=a%0d%0aX-Planted:%201')],
  ['new lines in a Host', `GET / HTTP/1.1\r\nHost: x\r\nX-Planted: 1\r\n${close}\r\n`],
  ['another host', `GET /v1 HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n${close}\r\n`],
  ['no host', `GET / HTTP/1.1\r\n${close}\r\n`],
  ['two hosts', `GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n${close}\r\n`],
  ['a host with markup', `GET / HTTP/1.1\r\nHost: <script>planted\r\n${close}\r\n`],
];

/** Odd addresses and methods. */
const addressed: readonly Raw[] = [
  ['bytes beyond ASCII in an address', get('/topics/\xff\xfe')],
  ['an address of another origin', get('http://evil.example/subscribe')],
  ['an address without a slash', get('subscribe')],
  ['an asterisk', `OPTIONS * HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['CONNECT', `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['TRACE', `TRACE / HTTP/1.1\r\nHost: x\r\nX-Planted: 1\r\n${close}\r\n`],
  ['TRACK', `TRACK / HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['an unknown method', `BREW /subscribe HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['a method with markup', `<script>planted / HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['a lower-case method', `get / HTTP/1.1\r\nHost: x\r\n${close}\r\n`],
  ['a dotted path', get('/v1/../../../etc/passwd')],
  ['a fragment', get('/#<script>planted')],
  ['two question marks', get('/?limit=5?limit=6&&&=')],
  ['a space in an address', get('/a b')],
  ['an address of 8 kB', get(`/topics/${'x'.repeat(8_000)}`)],
  ['a query of 8 kB', get(`/?${'a=1&'.repeat(2_000)}`)],
  ['an address of 40 kB', get(`/${'x'.repeat(40_000)}`)],
];

/** Odd sizes, and bodies that are cut. */
const sized: readonly Raw[] = [
  ['headers of 40 kB', get('/', `X-A: ${'a'.repeat(40_000)}\r\n`)],
  ['3,000 headers', get('/', 'A: 1\r\n'.repeat(3_000))],
  ['a cookie of 9 kB', get('/subscribe', `Cookie: ${'a=b; '.repeat(1_800)}\r\n`)],
  ['a key of 9 kB', get('/v1/articles', `Authorization: Bearer ${'x'.repeat(9_000)}\r\n`)],
  ['a head that ends early', 'GET / HTTP/1.1\r\nHost: x\r\nX-A: '],
  ['a body that ends early', post('/subscribe', `${form}Content-Length: 500\r\n`, wanted)],
  ['a body longer than it says', post('/subscribe', `${form}Content-Length: 9\r\n`, wanted)],
  ['a body without a length', post('/subscribe', form, wanted)],
  ['a negative length', post('/subscribe', `${form}Content-Length: -1\r\n`, wanted)],
  ['a length of words', post('/subscribe', `${form}Content-Length: ten\r\n`, wanted)],
  ['two lengths', post('/subscribe', `${form}Content-Length: 5\r\nContent-Length: 6\r\n`, wanted)],
  ['a length too large for a number', post('/subscribe', `${form}Content-Length: 99999999999999999999\r\n`, wanted)],
  [
    'a body that claims to be gzip',
    post('/subscribe', `${form}Content-Encoding: gzip\r\nContent-Length: 5\r\n`, 'a=b&c'),
  ],
  [
    'an upgrade',
    get(
      '/',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
    ),
  ],
  ['HTTP/2 without TLS', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
];

/** Chunks that are wrong. */
const chunked: readonly Raw[] = [
  ['a chunk of no size', post('/subscribe', `${form}Transfer-Encoding: chunked\r\n`, 'zz\r\na=b\r\n0\r\n\r\n')],
  ['a chunk that is cut', post('/subscribe', `${form}Transfer-Encoding: chunked\r\n`, 'ff\r\na=b')],
  [
    'a chunk of too much',
    post('/subscribe', `${form}Transfer-Encoding: chunked\r\n`, 'fffffffffffffffff\r\na=b\r\n0\r\n\r\n'),
  ],
  ['a negative chunk', post('/subscribe', `${form}Transfer-Encoding: chunked\r\n`, '-3\r\na=b\r\n0\r\n\r\n')],
  [
    'chunks and a length',
    post(
      '/subscribe',
      `${form}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`,
      '1\r\na\r\n0\r\n\r\nGET /hidden HTTP/1.1\r\nHost: x\r\n\r\n',
    ),
  ],
  [
    'a trailer that plants',
    post(
      '/subscribe',
      `${form}Transfer-Encoding: chunked\r\nTrailer: X-Planted\r\n`,
      '3\r\na=b\r\n0\r\nX-Planted: 1\r\n\r\n',
    ),
  ],
  ['chunks that are odd', post('/subscribe', `${form}Transfer-Encoding: xchunked\r\n`, '3\r\na=b\r\n0\r\n\r\n')],
  ['chunks twice', post('/subscribe', `${form}Transfer-Encoding: chunked, chunked\r\n`, '3\r\na=b\r\n0\r\n\r\n')],
  [
    'an extension of a chunk',
    post('/subscribe', `${form}Transfer-Encoding: chunked\r\n`, '3;a="\r\nX-Planted: 1"\r\na=b\r\n0\r\n\r\n'),
  ],
];

/** To the API, with a key that is good. */
const withKey = (auth: string): readonly Raw[] => [
  ['a cut JSON', post('/v1/webhooks', `${auth}${json}Content-Length: 8\r\n`, '{"url": ')],
  ['bytes that are no UTF-8', post('/v1/webhooks', `${auth}${json}Content-Length: 11\r\n`, '{"url":"\xff"}')],
  ['a JSON with a NUL', post('/v1/webhooks', `${auth}${json}Content-Length: 12\r\n`, '{"url":"\0"}\n')],
  ['a JSON in a GET', get('/v1/webhooks', `${auth}${json}Content-Length: 2\r\n`).replace(/$/, '{}')],
  ['two types', post('/v1/webhooks', `${auth}${json}Content-Type: text/plain\r\nContent-Length: 2\r\n`, '{}')],
  ['two keys', get('/v1/webhooks', `${auth}Authorization: Bearer x\r\n`)],
  [
    'an override of the method',
    post('/v1/webhooks', `${auth}X-HTTP-Method-Override: DELETE\r\n${json}Content-Length: 2\r\n`, '{}'),
  ],
  ['an expectation', post('/subscribe', `${form}Expect: 200-ok\r\nContent-Length: 3\r\n`, 'a=b')],
];

/** No HTTP at all. */
const notHttp: readonly Raw[] = [
  ['nothing', '\r\n\r\n'],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['SSH', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['HTTP/0.9', 'GET /\r\n'],
  ['HTTP/9.9', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
  [
    'a request behind a request',
    `GET /topics/none HTTP/1.1\r\nHost: x\r\n\r\nPOST /unsubscribe HTTP/1.1\r\nHost: x\r\n${close}Content-Length: 0\r\n\r\n`,
  ],
];

/** Requests that no client library sends, byte for byte. */
export const rawRequests = (auth: string): readonly Raw[] => [
  ...smuggled,
  ...addressed,
  ...sized,
  ...chunked,
  ...withKey(auth),
  ...notHttp,
];
