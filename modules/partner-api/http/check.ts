import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { Problem } from '../../../platform/http/problem.ts';
import type { Fault } from '../../../platform/http/problem.ts';
import { idempotencyKeyOf } from './access.ts';
import type { Described, Input, Route } from './operation.ts';

const nothing = z.strictObject({});

/**
 * Checks a request against its operation's schemas.
 * @throws Problem 404 for a path that stands for nothing, 400 for the query and the key, and 413, 415, 400 or 422 for
 * the body
 */
export function check(
  { operation, path }: Route<Described>,
  event: APIGatewayProxyEventV2,
): Pick<Input<unknown, unknown, unknown>, 'path' | 'query' | 'body' | 'idempotencyKey'> {
  const { pathSchema = nothing, querySchema = nothing, bodySchema, otherBodies = {}, method, repeat } = operation;
  const place = pathSchema.safeParse(path);
  if (!place.success) throw new Problem(404, 'There is nothing of yours under this id.');
  const query = querySchema.safeParse(event.queryStringParameters ?? {});
  if (!query.success)
    throw new Problem(400, 'Something in the query is not as it should be: see errors.', {
      errors: faultsOf(query.error, 'query'),
    });
  const idempotencyKey = repeat === undefined ? undefined : idempotencyKeyOf(event.headers['idempotency-key']);
  if (method === 'GET' || method === 'DELETE')
    return { path: place.data, query: query.data, body: undefined, idempotencyKey };
  const given = readJsonBody(event, { mostBytes: operation.mostBodyBytes, types: Object.keys(otherBodies) });
  const body = (otherBodies[mediaTypeOf(event)] ?? bodySchema ?? nothing).safeParse(
    bodySchema === undefined ? (given ?? {}) : given,
  );
  if (!body.success)
    throw new Problem(422, 'Something in the body is not as it should be: see errors.', {
      errors: faultsOf(body.error, 'body'),
    });
  return { path: place.data, query: query.data, body: body.data, idempotencyKey };
}

/** Of a body, unless its operation takes more. */
export const usualBodyBytes = 65_536;

/** Without its parameters. */
const mediaTypeOf = ({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>): string =>
  (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();

/**
 * The JSON that a request carries; undefined where it carries nothing.
 * @throws Problem 413, 415 or 400, in this order
 */
export function readJsonBody(
  event: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>,
  { mostBytes = usualBodyBytes, types = [] }: { mostBytes?: number | undefined; types?: readonly string[] } = {},
): unknown {
  const { body = '', isBase64Encoded, headers } = event;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length === 0) return undefined;
  if (bytes.length > mostBytes)
    throw new Problem(
      413,
      `A body may have ${mostBytes / 1024} kB, and this one has ${Math.ceil(bytes.length / 1024)}.`,
    );
  const isJson = /^application\/(merge-patch\+)?json *(; *charset="?utf-8"?)?$/i.test(headers['content-type'] ?? '');
  if (!isJson && !types.includes(mediaTypeOf(event))) {
    throw new Problem(415, 'The body must be JSON in UTF-8, and say so: Content-Type: application/json.', {
      headers: { accept: ['application/json', ...types].join(', ') },
    });
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new Problem(
      400,
      'The body is no JSON: a bracket, a quotation mark or a comma is missing or too many, or it is not UTF-8.',
    );
  }
}

type Issue = z.core.$ZodIssue;

/** No more than this: a document of nothing but faults must not make an answer larger than itself. */
const mostFaults = 20;

/**
 * The faults that a check found, in words that say what to do. Values are not repeated: they may be secret, or long.
 */
export function faultsOf({ issues }: { readonly issues: readonly Issue[] }, place: 'body' | 'query'): Fault[] {
  const faults = issues.flatMap((issue): Fault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ ...positionOf(issue.path, place), detail: detailOf(issue) }];
    return issue.keys.map((key) => ({
      ...positionOf([...issue.path, key.slice(0, 100)], place),
      detail: 'is not known here: leave it out; /v1/docs names what there is',
    }));
  });
  return faults.slice(0, mostFaults);
}

function positionOf(path: readonly PropertyKey[], place: 'body' | 'query'): Pick<Fault, 'pointer' | 'parameter'> {
  if (place === 'query') return { parameter: String(path[0]) };
  // RFC 6901, sections 3 and 6: as a URI fragment
  return {
    pointer: `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`,
  };
}

function detailOf(issue: Issue): string {
  if (issue.message !== 'Invalid input') return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${article(issue.expected)}, and must be there`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${units[issue.origin] ?? ''}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${units[issue.origin] ?? ''}`;
    default:
      return 'is not as /v1/docs describes it';
  }
}

const article = (type: string): string => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

const units: Readonly<Record<string, string>> = { string: ' characters long', array: ' values long' };
