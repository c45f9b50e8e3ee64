import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { Problem } from '../../../platform/http/problem.ts';
import { faultsOf } from './faults.ts';
import { idempotencyKeyOf } from './idempotency.ts';
import type { Input } from './operation.ts';
import { readJsonBody } from './readBody.ts';
import type { Route } from './route.ts';

const nothing = z.strictObject({});

/**
 * Checks a request against its operation's schemas.
 * @throws Problem 404 for a path that stands for nothing, 400 for the query and the key, and 413, 415, 400 or 422 for
 * the body
 */
export function check(
  { operation, path }: Route,
  event: APIGatewayProxyEventV2,
): Pick<Input<unknown, unknown, unknown>, 'path' | 'query' | 'body' | 'idempotencyKey'> {
  const { pathSchema = nothing, querySchema = nothing, bodySchema, method, repeat } = operation;
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
  const given = readJsonBody(event);
  const body = (bodySchema ?? nothing).safeParse(bodySchema === undefined ? (given ?? {}) : given);
  if (!body.success)
    throw new Problem(422, 'Something in the body is not as it should be: see errors.', {
      errors: faultsOf(body.error, 'body'),
    });
  return { path: place.data, query: query.data, body: body.data, idempotencyKey };
}
