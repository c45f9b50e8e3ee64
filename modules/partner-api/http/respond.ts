import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { acceptsGzip, bodyFor } from '../../../platform/http/headers.ts';

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
