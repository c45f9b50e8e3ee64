import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { acceptsGzip, bodyFor } from '../../../platform/http/gzip.ts';

export interface Asked {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Nothing that is answered here is a page that could do harm; `/v1/docs` says what it needs itself. */
const safety = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Smaller than this, gzip makes an answer larger. */
const worthGzip = 1_000;

/** Sends a text: no body to HEAD, gzip where it is taken and pays. */
export function respond(
  { method, headers: asked }: Asked,
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
