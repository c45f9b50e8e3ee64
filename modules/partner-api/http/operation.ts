import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { acceptsGzip, bodyFor } from '../../../platform/http/headers.ts';
import { Problem } from '../../../platform/http/problem.ts';
import type { ProblemStatus } from '../../../platform/http/problem.ts';
import type { Partner } from '../../webhooks/partners.ts';
import type { ApiServices } from '../services.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export const tags = ['Articles', 'Webhooks', 'Deliveries', 'Stories'] as const;

/** The input of an operation: checked, and its partner known. */
export interface Input<Path, Query, Body> {
  readonly partner: Partner;
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly idempotencyKey: string | undefined;
  readonly now: Date;
}

export interface ApiReply {
  readonly status: number;
  /** JSON, where there is any. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One thing that can be asked for: routing, checking and the API's description come from here, but for what it answers
 * (openapi/answers.ts).
 */
export interface Described<Path = unknown, Query = unknown, Body = unknown> {
  readonly id: string;
  readonly method: Method;
  readonly path: `/v1/${string}`;
  readonly tag: (typeof tags)[number];
  readonly summary: string;
  readonly description: string;
  /** Names that the path has in braces. A value that does not fit is a 404. */
  readonly pathSchema?: z.ZodMiniType<Path>;
  readonly querySchema?: z.ZodMiniType<Query>;
  readonly bodySchema?: z.ZodMiniType<Body>;
  /** The same in other media types. */
  readonly otherBodies?: Readonly<Record<string, z.ZodMiniType<Body>>>;
  /** Where a body may be larger than most are. */
  readonly mostBodyBytes?: number;
  /** Asked for with a publisher's key, and not with a partner's. */
  readonly isForPublishers?: true;
  /** The effect of a repeat under the same Idempotency-Key; undefined where the key means nothing. */
  readonly repeat?: string;
  /** Refusals beyond those that every operation of its kind knows. */
  readonly problems?: Partial<Record<ProblemStatus, string>>;
}

/** What a partner can ask for. */
export interface Operation<Path = unknown, Query = unknown, Body = unknown> extends Described<Path, Query, Body> {
  run(input: Input<Path, Query, Body>, services: ApiServices): Promise<ApiReply>;
}

/** Lets the schemas type what `run` is given. */
export const operation = <Path = unknown, Query = unknown, Body = unknown>(
  definition: Operation<Path, Query, Body>,
): Operation => definition;

export interface Route<Asked extends Described = Operation> {
  readonly operation: Asked;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * Finds the operation that a request is for; HEAD goes where GET does.
 * @throws Problem 404 for an unknown path, 405 for a method that it does not take
 */
export function route<Asked extends Described>(
  operations: readonly Asked[],
  method: string,
  path: string,
): Route<Asked> {
  const fitting = operations.flatMap((operation) => {
    const parameters = fit(operation.path, path);
    return parameters === undefined ? [] : [{ operation, path: parameters }];
  });
  if (fitting.length === 0)
    throw new Problem(404, `There is nothing at ${path.slice(0, 200)}. What there is stands in /v1/docs.`);
  const found = fitting.find(({ operation }) => operation.method === (method === 'HEAD' ? 'GET' : method));
  if (found) return found;
  const allow = fitting
    .flatMap(({ operation }) => (operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method]))
    .join(', ');
  throw new Problem(405, `There is no ${method.slice(0, 20)} of ${path.slice(0, 200)}: it takes ${allow}.`, {
    headers: { allow },
  });
}

function fit(pattern: string, path: string): Record<string, string> | undefined {
  const [parts, given] = [pattern.split('/'), path.split('/')];
  if (parts.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = given[index] ?? '';
    else if (part !== given[index]) return undefined;
  }
  return parameters;
}

export interface ApiRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** No answer is a page, but for `/v1/docs`, which has a policy of its own. */
const safety = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Smaller than this, gzip makes an answer larger. */
const worthGzip = 1_000;

/** Sends a text: no body to HEAD, gzip where it is taken and pays. */
export function apiResponse(
  { method, headers: asked }: ApiRequest,
  { status, text, headers = {} }: { status: number; text?: string; headers?: Readonly<Record<string, string>> },
): APIGatewayProxyStructuredResultV2 {
  const gzip = text !== undefined && text.length >= worthGzip && acceptsGzip(asked['accept-encoding']);
  const vary = [headers.vary, 'accept-encoding'].filter((name) => name !== undefined).join(', ');
  const sent = {
    ...safety,
    'cache-control': 'no-store',
    ...headers,
    ...(text !== undefined && { vary }),
    ...(gzip && { 'content-encoding': 'gzip' }),
  };
  return { statusCode: status, headers: sent, ...(text !== undefined && method !== 'HEAD' && bodyFor(text, gzip)) };
}
