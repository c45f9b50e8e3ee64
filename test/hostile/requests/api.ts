import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { nastyPaths, nastyTexts } from '../tricks/strings.ts';
import { anything, hasBody, methods, mostly, nasty, oddHeaders, spoilt, types } from './parts.ts';
import type { Sent } from './parts.ts';

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

type Schemas = OpenApi['components']['schemas'];

/** Requests that the API's own description makes possible, and those beside it. */
export function apiRequests(
  { paths, components: { schemas } }: OpenApi,
  known: { id: string; key: Arbitrary<string> },
): Arbitrary<Sent> {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
  return fc.constantFrom(...operations).chain(({ path, method, parameters = [], requestBody }) => {
    const schema = requestBody?.content['application/json']?.schema;
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
        query: given(parameters, 'query', schemas),
        headers: given(parameters, 'header', schemas),
        odd: oddHeaders,
        more: fc.dictionary(fc.constantFrom('', ...nastyTexts.slice(0, 40)), nasty, { maxKeys: 1 }),
        key: known.key,
        type: types('application/json'),
        body: mostly(schema ? valueOf(schema, schemas) : fc.constant(undefined), anything).chain((body) =>
          body === undefined ? fc.constant(undefined) : spoilt(JSON.stringify(body) ?? ''),
        ),
      })
      .map(({ method: verb, ids, query, headers, odd, more, key, type, body }) => ({
        method: verb,
        path: `${placeOf(path, ids)}${queryOf([...Object.entries(query), ...Object.entries(more)])}`,
        headers: { authorization: `Bearer ${key}`, 'content-type': type, ...sendable(headers), ...odd },
        ...(body && hasBody(verb) && { body }),
      }));
  });
}

/** Values of a schema, and values that it does not have. */
function valueOf(schema: Schema, schemas: Schemas, name = ''): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valueOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  // No name that the system would look up outside.
  if (name === 'url')
    return fc.oneof(
      fc.constantFrom('http://127.0.0.1:9/', 'http://127.0.0.1:9/x?y', 'https://10.0.0.1/', 'http://[::1]:9/'),
      nasty,
    );
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, schemas)));
  return mostly(rightValueOf(schema, schemas), anything);
}

function rightValueOf(schema: Schema, schemas: Schemas): Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'object')
    return fc.record(
      Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, one]) => [key, valueOf(one, schemas, key)]),
      ),
      { requiredKeys: [] },
    );
  if (schema.type === 'array') return fc.array(valueOf(schema.items ?? {}, schemas), { maxLength: 4 });
  return fc.constantFrom(...(schema.examples ?? ['x']));
}

/** Some of the parameters that an operation takes in a place. */
const given = (
  parameters: readonly Parameter[],
  place: Parameter['in'],
  schemas: Schemas,
): Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      parameters.filter((one) => one.in === place).map((one) => [one.name, valueOf(one.schema, schemas)]),
    ),
    { requiredKeys: [] },
  );

/** A path with ids in its places: the first in the first, the second in all others. */
function placeOf(path: string, [first = '', second = '']: readonly string[]): string {
  let count = 0;
  return path.replaceAll(/\{\w+\}/g, () => (count++ === 0 ? first : second));
}

/** A value as it goes into an address or a header; an object may have a toString that is none. */
const asText = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

function queryOf(asked: readonly [string, unknown][]): string {
  const query = new URLSearchParams(asked.map(([name, value]): [string, string] => [name, asText(value)])).toString();
  return query === '' ? '' : `?${query}`;
}

/** Those of the headers that fetch sends. */
const sendable = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]): [string, string] => [name.toLowerCase(), asText(value)])
      .filter(([, value]) => /^[\x20-\x7e]*$/.test(value)),
  );
