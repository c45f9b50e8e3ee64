import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readFileSync } from 'node:fs';
import { entityTag, isFresh } from '../../../platform/http/headers.ts';
import { escapeHtml, hashOf } from '../../../platform/http/html.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { apiResponse } from '../http/operation.ts';
import type { ApiRequest } from '../http/operation.ts';
import type { ApiServices } from '../services.ts';

type Setting = Pick<ApiServices, 'publicUrl' | 'publication' | 'retentionDays'>;

/** A file that stands beside this one, and beside the bundle; scripts/describeApi.ts makes all but `listen.mjs`. */
const published = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** Fills the marks of a stage, such as `{{publicUrl}}`. */
const filled = (text: string, setting: Setting, written: (value: string) => string): string =>
  text.replace(/\{\{(publicUrl|publication|retentionDays)\}\}/g, (_, name: keyof Setting) =>
    written(String(setting[name])),
  );

/** No script, and no style but the page's own; nothing from elsewhere. */
const policyOf = (page: string): string =>
  `default-src 'none'; img-src data:; style-src '${hashOf(/<style>([^<]*)<\/style>/.exec(page)?.[1] ?? '')}'; ` +
  `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

interface PublicDocument {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const documents: Readonly<Record<string, (setting: Setting) => PublicDocument>> = {
  '/v1/openapi.json': (setting) => {
    const text = filled(published('openapi.json'), setting, (value) => JSON.stringify(value).slice(1, -1));
    return { text: JSON.stringify(JSON.parse(text)), headers: { 'content-type': 'application/json' } };
  },
  '/v1/docs': (setting) => {
    const text = filled(published('docs.html'), setting, escapeHtml);
    return {
      text,
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOf(text) },
    };
  },
  '/v1/listen.mjs': (setting) => ({
    text: filled(published('listen.mjs'), setting, (value) => JSON.stringify(value).slice(1, -1)),
    headers: { 'content-type': 'text/javascript; charset=utf-8' },
  }),
};
const made = new Map<string, PublicDocument>();

/**
 * Answers what needs no key: the API's description, for machines and for people, and what forwards events to a laptop.
 * @returns undefined for every other path
 * @throws Problem 405
 */
export function publicAnswer(
  request: ApiRequest,
  path: string,
  setting: Setting,
): APIGatewayProxyStructuredResultV2 | undefined {
  const make = Object.hasOwn(documents, path) ? documents[path] : undefined;
  if (make === undefined && path !== '/v1') return undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new Problem(405, `There is no ${request.method.slice(0, 20)} of ${path}: it takes GET, HEAD.`, {
      headers: { allow: 'GET, HEAD' },
    });
  if (make === undefined)
    return apiResponse(request, { status: 302, headers: { location: `${setting.publicUrl}/v1/docs` } });
  const { text, headers } = made.get(path) ?? make(setting);
  made.set(path, { text, headers }); // the same for every request of this release
  const etag = entityTag([text]);
  const common = { etag: `"${etag}"`, 'cache-control': 'public, max-age=300' };
  if (isFresh({ etag, lastModified: undefined }, request.headers))
    return apiResponse(request, { status: 304, headers: common });
  return apiResponse(request, { status: 200, text, headers: { ...common, ...headers } });
}
