import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { HtmlForm } from '../../helpers/htmlForms.ts';
import { nastyPaths } from '../tricks/strings.ts';
import { hasBody, methods, mostly, nasty, oddHeaders, spoilt, types } from './parts.ts';
import type { Sent } from './parts.ts';

/** A form as a browser sends it, with the first value of each field that the reader left alone. */
export const sentForm = ({ action, fields }: HtmlForm, values: Readonly<Record<string, string>>): Sent => ({
  method: 'POST',
  path: new URL(action, 'http://x.example').pathname,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: Uint8Array.from(
    Buffer.from(
      new URLSearchParams({
        ...Object.fromEntries(Object.entries(fields).map(([name, [first = '']]) => [name, first])),
        ...values,
      }).toString(),
    ),
  ),
});

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
          fc.array(fc.string(), { maxLength: 3 }).map((segments) => `/${segments.map(encodeURIComponent).join('/')}`),
          fc.constantFrom(...nastyPaths).map((text) => `/${text}`),
        ),
      ),
      end: mostly(fc.constant(''), fc.constantFrom(...nastyPaths)),
      query: mostly(
        fc.constantFrom('', '?limit=5', '?q=testing', '?q=story&limit=5'),
        fc
          .tuple(
            fc.constantFrom('limit', 'q', 'before', 'token', 'language', 'topics', 'find', ...nastyPaths.slice(0, 20)),
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
