import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { acceptsGzip, bodyFor, isFresh } from '../../platform/http/headers.ts';
import type { Validators } from '../../platform/http/headers.ts';
import { newestThatFit } from './fit.ts';
import { editionStyleHash } from './pages/style.ts';

/**
 * Fresh for a minute; CloudFront and readers may show an older copy while a new one is fetched, or while we are down
 * (RFC 5861).
 */
const cacheControl = 'public, max-age=60, stale-while-revalidate=300, stale-if-error=86400';

/** No script runs in any document, whatever a publisher wrote; pictures, sound and films may come from anywhere. */
export const safety = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'content-security-policy':
    `default-src 'none'; img-src https: http: data:; media-src https: http:; style-src '${editionStyleHash}'; ` +
    `manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
};

export interface ReaderRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Record<string, string | undefined>;
}

/** A document that can be cut to its first articles, where all of them are more than Lambda lets out. */
export interface Content {
  readonly count: number;
  readonly render: (first: number) => string;
}

/**
 * Answers a reader: 304 where the copy is still good, no body to HEAD, gzip where it is taken.
 * @param content reads the document's articles; not called where no body is sent
 * @param link the header of this name (RFC 8288)
 */
export async function documentResponse(
  { method, headers }: ReaderRequest,
  validators: Validators,
  contentType: string,
  content: () => Promise<Content>,
  link?: string,
): Promise<APIGatewayProxyStructuredResultV2> {
  const gzip = acceptsGzip(headers['accept-encoding']);
  const common = {
    // each coding is a representation of its own (RFC 9110, 8.8.3.3)
    etag: `"${validators.etag}${gzip ? '-gzip' : ''}"`,
    ...(validators.lastModified && { 'last-modified': new Date(validators.lastModified).toUTCString() }),
    'cache-control': cacheControl,
    vary: 'accept-encoding',
    ...(link !== undefined && { link }),
  };
  if (isFresh(validators, headers)) return { statusCode: 304, headers: common };
  const sent = { ...common, 'content-type': contentType, ...safety, ...(gzip && { 'content-encoding': 'gzip' }) };
  if (method === 'HEAD') return { statusCode: 200, headers: sent };
  const { count, render } = await content();
  return { statusCode: 200, headers: sent, ...newestThatFit(count, (first) => bodyFor(render(first), gzip)) };
}
