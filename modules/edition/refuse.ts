import { problemResponse } from '../../platform/http/problem.ts';
import type { Problem } from '../../platform/http/problem.ts';
import { wantsHtml } from '../../platform/http/headers.ts';
import { pageType } from './answers/document.ts';
import type { Answer } from './answers/document.ts';
import { renderRefusal } from './pages/refusal.ts';
import { safety } from './respond.ts';
import type { EditionServices } from './services.ts';
import { frameOf } from './site.ts';
import type { EditionRequest } from './site.ts';

/**
 * Refuses a request with the reason: to people on a page, to programs by RFC 9457. CloudFront must not keep it, as it
 * does not tell the two apart: it keeps no 404 and 410 with `no-store`, and no 400 and 405 without `max-age` ("How
 * CloudFront caches HTTP 4xx and 5xx status codes" in its guide).
 */
export async function refuse(
  problem: Problem,
  request: EditionRequest,
  { masthead, site, logger }: Pick<EditionServices, 'masthead' | 'site' | 'logger'>,
): Promise<Answer> {
  const common = { 'cache-control': 'no-store', vary: 'accept, accept-language' };
  if (!wantsHtml(request.headers['accept'])) return problemResponse(problem, common);
  const answer = {
    statusCode: problem.status,
    headers: { ...common, ...problem.headers, ...safety, 'content-type': pageType },
  };
  if (request.method === 'HEAD') return answer;
  const frame = frameOf(request, site, await masthead.read(request.now, logger));
  return { ...answer, body: renderRefusal(frame, '/', problem) };
}
