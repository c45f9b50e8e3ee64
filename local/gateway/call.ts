import type { IncomingHttpHeaders } from 'node:http';
import { restOperation } from '../models/restOperation.ts';
import { isObject, type JsonObject } from '../template/json.ts';

/** The caller, by its access key id: a function and one of its workers, or the operator. */
export interface Caller {
  /** A function's logical id, or `operator`. */
  readonly name: string;
  readonly worker: number | undefined;
}

/** A call to an AWS service, read from its HTTP request. */
export interface Call {
  readonly caller: Caller;
  /** `dynamodb`, `sqs`, `sns`, `ses` … as the credential's scope names it. */
  readonly service: string;
  readonly operation: string;
  /** The parameters: JSON as it is, a query string flat (`PublishBatchRequestEntries.member.1.Id`). */
  readonly input: JsonObject;
  readonly protocol: 'json' | 'query' | 'rest';
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export const operator = 'operator';
/** The caller that deletes expired items. */
export const timeToLive = 'dynamodb.amazonaws.com';

/** The access key id of a function's worker. */
export const accessKeyId = (functionId: string, worker: number): string => `${functionId}.${worker}`;

const credential = /Credential=([^/\s]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** Reads a call; undefined when the request is not signed by SigV4. */
export function readCall(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer): Call | undefined {
  const [, key = '', service = ''] = credential.exec(headers.authorization ?? '') ?? [];
  if (!key) return undefined;
  const [name = '', worker] = key.split('.');
  const caller = { name, worker: worker === undefined ? undefined : Number(worker) };
  const common = { caller, service, method, path, headers, body };
  const target = headers['x-amz-target'];
  if (typeof target === 'string')
    return { ...common, protocol: 'json', operation: target.split('.').at(-1) ?? '', input: parseJson(body) };
  if (headers['content-type']?.includes('x-www-form-urlencoded')) {
    const input = Object.fromEntries(new URLSearchParams(body.toString()));
    return { ...common, protocol: 'query', operation: input['Action'] ?? '', input };
  }
  return {
    ...common,
    protocol: 'rest',
    operation: restOperation(service, method, path) ?? `${method} ${path}`,
    input: parseJson(body),
  };
}

function parseJson(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString());
    return isObject(parsed) ? parsed : {};
  } catch {
    return {}; // the engine says what is wrong with it
  }
}
