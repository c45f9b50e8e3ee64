import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { nastyHeaders, nastyTexts } from '../tricks/strings.ts';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

export const nasty = fc.constantFrom(...nastyTexts);

/** Mostly what is right: what is all wrong gets no further than the first check. */
export const mostly = <T>(right: Arbitrary<T>, wrong: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: right }, { weight: 1, arbitrary: wrong });
export const anything: Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown[]>(1e308, -0, [[]], [null], {}),
);
/** A text as it is sent. */
export const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));

/** Methods that browsers, caches and scanners send; fetch itself refuses CONNECT, TRACE and TRACK. */
export const methods = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  'PURGE',
  'M-SEARCH',
  'get',
);
const headerNames = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'cloudfront-viewer-address',
  'cloudfront-viewer-time-zone',
  'cookie',
  'forwarded',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'idempotency-key',
  'origin',
  'range',
  'referer',
  'user-agent',
  'x-amzn-trace-id',
  'x-caravan-edge',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-http-method-override',
  'x-planted',
];
export const oddHeaders = fc.dictionary(fc.constantFrom(...headerNames), fc.constantFrom(...nastyHeaders), {
  maxKeys: 3,
});

/** What else than itself a body can be: cut, oversized, of no encoding. */
export const spoilt = (text: string): Arbitrary<Uint8Array<ArrayBuffer>> =>
  mostly(
    fc.constant(bytes(text)),
    fc.oneof(
      fc.nat(text.length).map((length) => bytes(text.slice(0, length))),
      fc.constantFrom(
        bytes(`${text}${'x'.repeat(70_000)}`),
        bytes('['.repeat(30_000)),
        bytes('{"a":'.repeat(9_000)),
        Uint8Array.of(0xff, 0xfe, 0),
        bytes(`\uFEFF${text}`),
      ),
      fc.uint8Array({ maxLength: 40 }).map((random) => Uint8Array.from(random)),
    ),
  );
/** A body's type, that it has and that it has not. */
export const types = (right: string): Arbitrary<string> =>
  mostly(
    fc.constant(right),
    fc.constantFrom(
      'text/plain',
      'application/json; charset=utf-16',
      'application/xml',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'application/x-www-form-urlencoded; charset=utf-7',
      'application/json, text/html',
      '*/*',
      ';',
      'application/octet-stream',
    ),
  );

export const hasBody = (method: string): boolean => !['GET', 'HEAD', 'get'].includes(method);

/** A right request with a body, and what of it is refused at the door: chance alone may miss one of them. */
export const atTheDoor = (right: Sent): Sent[] => [
  right,
  { ...right, method: 'PROPFIND' },
  { ...right, path: `${right.path}/nowhere` },
  { ...right, headers: { ...right.headers, 'content-type': 'text/plain' } },
  { ...right, body: Uint8Array.of(0xff, 0xfe, 0) },
];

/** A request without a body. */
export const bare = (path: string, headers: Sent['headers'] = {}, method = 'GET'): Sent => ({ method, path, headers });
