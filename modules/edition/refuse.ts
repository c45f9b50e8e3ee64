import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problemResponse } from '../../platform/http/problem.ts';
import type { Problem } from '../../platform/http/problem.ts';
import { wantsHtml } from '../../platform/http/headers.ts';
import { renderRefusal } from './pages/refusal.ts';
import { safety } from './respond.ts';
import type { ReaderRequest } from './respond.ts';

/**
 * Refuses a request with the reason: to people on a page, to programs by RFC 9457. CloudFront must not keep it, as it
 * does not tell the two apart: it keeps no 404 and 410 with `no-store`, and no 400 and 405 without `max-age` ("How
 * CloudFront caches HTTP 4xx and 5xx status codes" in its guide).
 */
export function refuse(
  problem: Problem,
  { method, headers }: ReaderRequest,
  site: Parameters<typeof renderRefusal>[1],
): APIGatewayProxyStructuredResultV2 {
  const common = { 'cache-control': 'no-store', vary: 'accept' };
  if (!wantsHtml(headers['accept'])) return problemResponse(problem, common);
  return {
    statusCode: problem.status,
    headers: { ...common, ...problem.headers, ...safety, 'content-type': 'text/html; charset=utf-8' },
    ...(method !== 'HEAD' && { body: renderRefusal(problem, site) }),
  };
}
