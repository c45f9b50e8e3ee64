import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { parseFeedRequest, pathOf } from '../feed-writing/feedRequest.ts';
import { plainPath } from '../../platform/http/plainPath.ts';
import { Problem } from '../../platform/http/problem.ts';

/** Paths of no feed and no page of articles: of this function, and of others behind the same domain. */
const otherPaths = new Set([
  '/about',
  '/favicon.ico',
  '/manifest.webmanifest',
  '/news-sitemap.xml',
  '/privacy',
  '/search',
  '/sitemap.xml',
  '/sources',
  '/topics',
  '/feeds.opml',
  '/robots.txt',
  '/subscribe',
  '/subscribe/sent',
  '/subscribe/confirm',
  '/preferences',
  '/unsubscribe',
  '/digests',
  '/v1',
  '/v1/docs',
  '/v1/openapi.json',
]);

/**
 * Redirects to the address that was meant, where a path is one of ours but for capitals and slashes.
 * @param path decoded
 * @param query as it stands in the address, and is kept. Behind CloudFront only the parameters of the cache key arrive
 * @returns undefined where there is no such address
 */
export function toRightAddress(
  path: string,
  query: string,
  publicUrl: string,
): APIGatewayProxyStructuredResultV2 | undefined {
  const plain = plainPath(path);
  if (plain === path) return undefined;
  const right = otherPaths.has(plain) ? plain : feedPath(plain);
  if (right === undefined) return undefined;
  const url = new URL(`${publicUrl}${right}`);
  url.search = query;
  // A reader's own pages take a token in their query, which nobody keeps.
  return redirectTo(url.href, otherPaths.has(right) ? 'no-store' : 'public, max-age=3600');
}

/** Sends a reader to the address that is right for good (RFC 9110, 15.4.2). */
export const redirectTo = (location: string, cacheControl: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 301,
  headers: {
    location,
    'cache-control': cacheControl,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  },
});

/** The path is written anew from the list that it names, so that it can lead nowhere else. */
function feedPath(path: string): string | undefined {
  try {
    const { list, format } = parseFeedRequest(path, {});
    return pathOf(list, format);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
