import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { HtmlForm } from '../helpers/htmlForms.ts';
import { nastyHeaders, nastyPaths, nastyTexts } from './tricks/strings.ts';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  examples?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}
interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  schema: Schema;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const nasty = fc.constantFrom(...nastyTexts);
/** Mostly what is right: what is all wrong gets no further than the first check. */
const mostly = <T>(right: Arbitrary<T>, wrong: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: right }, { weight: 1, arbitrary: wrong });
const anything: Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown[]>(1e308, -0, [[]], [null], {}),
);
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));

/** Methods that browsers, caches and scanners send; fetch itself refuses CONNECT, TRACE and TRACK. */
const methods = fc.constantFrom(
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
const oddHeaders = fc.dictionary(fc.constantFrom(...headerNames), fc.constantFrom(...nastyHeaders), { maxKeys: 3 });

/** What else than itself a body can be: cut, oversized, of no encoding. */
const spoilt = (text: string): Arbitrary<Uint8Array<ArrayBuffer>> =>
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
const types = (right: string): Arbitrary<string> =>
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

/** Requests that the API's own description makes possible, and those beside it. */
export function apiRequests(
  { paths, components }: OpenApi,
  known: { id: string; key: Arbitrary<string> },
): Arbitrary<Sent> {
  const valueOf = (schema: Schema, name = ''): Arbitrary<unknown> => {
    if (schema.$ref !== undefined) return valueOf(components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
    // No name that the system would look up outside.
    if (name === 'url')
      return fc.oneof(
        fc.constantFrom('http://127.0.0.1:9/', 'http://127.0.0.1:9/x?y', 'https://10.0.0.1/', 'http://[::1]:9/'),
        nasty,
      );
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one)));
    const right: Arbitrary<unknown> = schema.enum
      ? fc.constantFrom(...schema.enum)
      : schema.type === 'object'
        ? fc.record(
            Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, one]) => [key, valueOf(one, key)])),
            { requiredKeys: [] },
          )
        : schema.type === 'array'
          ? fc.array(valueOf(schema.items ?? {}), { maxLength: 4 })
          : fc.constantFrom(...(schema.examples ?? ['x']));
    return mostly(right, anything);
  };
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
  return fc.constantFrom(...operations).chain(({ path, method, parameters = [], requestBody }) => {
    const schema = requestBody?.content['application/json']?.schema;
    const given = (place: Parameter['in']): Arbitrary<Record<string, unknown>> =>
      fc.record(
        Object.fromEntries(parameters.filter((one) => one.in === place).map((one) => [one.name, valueOf(one.schema)])),
        { requiredKeys: [] },
      );
    return fc
      .record({
        method: mostly(fc.constant(method), methods),
        ids: fc.array(
          mostly(
            fc.constantFrom(known.id, '0123456789abcdef0123456789abcdef', `${'0'.repeat(32)}-1`),
            fc.constantFrom(...nastyPaths),
          ),
          { minLength: 2, maxLength: 2 },
        ),
        query: given('query'),
        headers: given('header'),
        odd: oddHeaders,
        more: fc.dictionary(fc.constantFrom('', ...nastyTexts.slice(0, 40)), nasty, { maxKeys: 1 }),
        key: known.key,
        type: types('application/json'),
        body: mostly(schema ? valueOf(schema) : fc.constant(undefined), anything).chain((body) =>
          body === undefined ? fc.constant(undefined) : spoilt(JSON.stringify(body) ?? ''),
        ),
      })
      .map(({ method: verb, ids: [first = '', second = ''], query, headers, odd, more, key, type, body }): Sent => {
        let count = 0;
        const place = path.replaceAll(/\{\w+\}/g, () => (count++ === 0 ? first : second));
        const asked = new URLSearchParams(
          [...Object.entries(query), ...Object.entries(more)].map(([name, value]): [string, string] => [
            name,
            String(value),
          ]),
        ).toString();
        const own = Object.fromEntries(
          Object.entries(headers)
            .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
            .filter(([, value]) => /^[\x20-\x7e]*$/.test(value)),
        );
        return {
          method: verb,
          path: asked === '' ? place : `${place}?${asked}`,
          headers: { authorization: `Bearer ${key}`, 'content-type': type, ...own, ...odd },
          ...(body && hasBody(verb) && { body }),
        };
      });
  });
}

/** Forms as pages show them, filled in well and badly. */
export const formRequests = (forms: readonly HtmlForm[]): Arbitrary<Sent> =>
  fc.constantFrom(...forms).chain(({ action, fields }) => {
    const right = (name: string, values: readonly string[]) =>
      name === 'address' ? fc.constant(['fuzz@baku.example']) : fc.constantFrom(...values).map((value) => [value]);
    const filled = Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, right(name, values)]));
    return fc
      .record({
        values: mostly(
          fc.record(filled),
          fc.record(
            Object.fromEntries(
              Object.entries(filled).map(([name, one]) => [name, fc.oneof(one, fc.array(nasty, { maxLength: 3 }))]),
            ),
            { requiredKeys: [] },
          ),
        ),
        more: fc.dictionary(nasty, nasty, { maxKeys: 1 }),
        method: mostly(fc.constant('POST'), methods),
        odd: oddHeaders,
        type: types('application/x-www-form-urlencoded'),
        query: mostly(
          fc.constant(''),
          fc.constantFrom('?token=', '?language=xx', ...nastyPaths.map((text) => `?token=${text}`)),
        ),
      })
      .chain(({ values, more, method, odd, type, query }) => {
        const text = new URLSearchParams(
          Object.entries({
            ...values,
            ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, [value]])),
          }).flatMap(([name, all = []]) => all.map((value): [string, string] => [name, value])),
        ).toString();
        const path = `${new URL(action, 'http://x.example').pathname}${query}`;
        return spoilt(text).map((body): Sent => ({
          method,
          path,
          headers: { 'content-type': type, ...odd },
          ...(hasBody(method) && { body }),
        }));
      });
  });

/** Addresses of pages and feeds, those that there are and those beside them. */
export const pageRequests = (known: readonly string[]): Arbitrary<Sent> =>
  fc
    .record({
      path: mostly(
        fc.constantFrom(...known),
        fc.oneof(
          fc.webPath(),
          fc.constantFrom(...nastyPaths).map((text) => `/${text}`),
        ),
      ),
      end: mostly(fc.constant(''), fc.constantFrom(...nastyPaths)),
      query: mostly(
        fc.constantFrom('', '?limit=5'),
        fc
          .tuple(
            fc.constantFrom('limit', 'token', 'language', 'topics', 'find', ...nastyPaths.slice(0, 20)),
            fc.constantFrom(...nastyPaths),
          )
          .map((pair) => `?${pair.join('=')}`),
      ),
      method: mostly(fc.constantFrom('GET', 'HEAD'), methods),
      headers: fc.oneof(
        oddHeaders,
        oddHeaders.map((headers) => ({ ...headers, accept: 'text/html,*/*;q=0.8' })),
      ),
    })
    .map(({ path, end, query, method, headers }) => ({ method, path: `${path || '/'}${end}${query}`, headers }));

/** Requests to the callback of a source, as its hub makes them, and as nobody does. */
export const hubRequests = ({
  path,
  topic,
  sign,
}: {
  path: string;
  topic: string;
  sign: (body: Uint8Array) => string;
}): Arbitrary<Sent> => {
  const question = fc.record(
    {
      'hub.mode': mostly(fc.constantFrom('subscribe', 'unsubscribe', 'denied'), nasty),
      'hub.topic': mostly(fc.constant(topic), nasty),
      'hub.challenge': mostly(fc.constant('challenge'), nasty),
      'hub.lease_seconds': mostly(fc.constantFrom('60', '864000', '9999999999'), nasty),
      'hub.reason': nasty,
    },
    { requiredKeys: [] },
  );
  return fc
    .record({
      method: mostly(fc.constantFrom('GET', 'POST'), methods),
      query: mostly<Record<string, string>>(question, fc.dictionary(nasty, nasty, { maxKeys: 3 })),
      odd: oddHeaders,
      body: spoilt('<rss><channel/></rss>'),
      path: mostly(
        fc.constant(path),
        fc.oneof(
          fc.constantFrom(...nastyPaths).map((text) => `/websub/${text}`),
          fc.constantFrom(...nastyPaths).map((text) => `${path}${text}`),
          fc.nat(path.length).map((length) => path.slice(0, length) || '/'),
        ),
      ),
    })
    .chain(({ method, query, odd, body, path: place }) => {
      const asked = new URLSearchParams(query).toString();
      return fc
        .record({
          signature: mostly(fc.constant(sign(body)), fc.constantFrom('sha256=', 'sha1=0', 'md5=00', ...nastyHeaders)),
          type: types('application/rss+xml'),
        })
        .map(({ signature, type }): Sent => ({
          method,
          path: asked === '' ? place : `${place}?${asked}`,
          headers: { 'content-type': type, 'x-hub-signature': signature, ...odd },
          ...(hasBody(method) && { body }),
        }));
    });
};

const hasBody = (method: string): boolean => !['GET', 'HEAD', 'get'].includes(method);
