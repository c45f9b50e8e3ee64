import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Problem } from '../../../platform/http/problem.ts';
import { entityTag, isFresh } from '../../../platform/http/validators.ts';
import { docsPolicy, renderDocs } from '../docs/page.ts';
import { respond } from '../http/respond.ts';
import type { Asked } from '../http/respond.ts';
import type { ApiServices } from '../services.ts';
import { documentOf } from './document.ts';

type Setting = Pick<ApiServices, 'publicUrl' | 'publication' | 'retentionDays'>;

const pages: Record<string, { type: string; headers?: Record<string, string>; render: (setting: Setting) => string }> =
  {
    '/v1/openapi.json': { type: 'application/json', render: (setting) => JSON.stringify(documentOf(setting)) },
    '/v1/docs': {
      type: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': docsPolicy },
      render: (setting) => renderDocs(documentOf(setting)),
    },
  };
const rendered = new Map<string, string>();

/**
 * Answers what needs no key: the API's description, for machines and for people.
 * @returns undefined for every other path
 * @throws Problem 405
 */
export function publicAnswer(
  asked: Asked,
  path: string,
  setting: Setting,
): APIGatewayProxyStructuredResultV2 | undefined {
  const page = pages[path];
  if (page === undefined && path !== '/v1') return undefined;
  if (asked.method !== 'GET' && asked.method !== 'HEAD')
    throw new Problem(405, `There is no ${asked.method.slice(0, 20)} of ${path}: it takes GET, HEAD.`, {
      headers: { allow: 'GET, HEAD' },
    });
  if (page === undefined) return respond(asked, { status: 302, headers: { location: `${setting.publicUrl}/v1/docs` } });
  const text = rendered.get(path) ?? page.render(setting); // the same for every request of this release
  rendered.set(path, text);
  const etag = entityTag([text]);
  const headers = { etag: `"${etag}"`, 'cache-control': 'public, max-age=300' };
  if (isFresh({ etag, lastModified: undefined }, asked.headers)) return respond(asked, { status: 304, headers });
  return respond(asked, { status: 200, text, headers: { ...headers, ...page.headers, 'content-type': page.type } });
}
