import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Json, JsonObject } from '../template/json.ts';
import { account } from '../template/naming.ts';
import type { RouteMatch } from './routes.ts';

/**
 * Bodies of other types, forms among them, come in base64. "Handling binary data using Amazon API Gateway HTTP APIs",
 * https://aws.amazon.com/blogs/compute/handling-binary-data-using-amazon-api-gateway-http-apis/
 */
const isText = (type: string | undefined): boolean =>
  type === undefined || /^(text\/|application\/(json|xml|javascript)\b)/.test(type);

/**
 * HTTP APIs decode the path, and cut it off where a question mark comes out (captured in hotsock/voker#8; REST APIs and
 * function URLs do not).
 */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path).split('?')[0] ?? '';
  } catch {
    return path;
  }
}

/** Headers with their repeats joined by commas, cookies apart. */
function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct)
      .filter(([name]) => name !== 'cookie')
      .map(([name, values]) => [name, (values ?? []).join(',')]),
  );
}

/** The event of payload format 2.0 that API Gateway hands to a function. */
export function eventOf(
  request: IncomingMessage,
  { route, parameters }: RouteMatch,
  body: Buffer,
  apiId: string,
): JsonObject {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const rawPath = decodedPath(path);
  const rawQueryString = query.join('?');
  const headers = headersOf(request);
  const now = new Date();
  const queries: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString))
    queries[name] = name in queries ? `${queries[name]},${value}` : value;
  const cookies = (request.headers.cookie ?? '').split('; ').filter((cookie) => cookie !== '');
  const text = isText(headers['content-type']) && headers['content-encoding'] === undefined;
  const optional: Record<string, Json> = {
    ...(cookies.length > 0 ? { cookies } : {}),
    ...(rawQueryString === '' ? {} : { queryStringParameters: queries }),
    ...(Object.keys(parameters).length > 0 ? { pathParameters: { ...parameters } } : {}),
    ...(body.length > 0 ? { body: body.toString(text ? 'utf8' : 'base64') } : {}),
  };
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath,
    rawQueryString,
    headers,
    ...optional,
    requestContext: {
      accountId: account,
      apiId,
      domainName: headers['host'] ?? '',
      domainPrefix: apiId,
      http: {
        method: request.method ?? 'GET',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    isBase64Encoded: body.length > 0 && !text,
  };
}
