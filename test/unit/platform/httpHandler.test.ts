import { beforeAll, expect, test } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { edgeHeader } from '../../../platform/http/edge.ts';
import { inertHeaders, Problem } from '../../../platform/http/problem.ts';
import { defineEnv } from '../../../platform/runtime/env.ts';
import { httpHandler } from '../../../platform/runtime/httpHandler.ts';
import type { HttpWork } from '../../../platform/runtime/httpHandler.ts';

interface About {
  page: string;
}
type Answer = Awaited<ReturnType<HttpWork<object, About>['answer']>>;
const env = defineEnv('EDGE_SECRET');
const page = { statusCode: 200, headers: { 'content-type': 'text/plain' }, body: 'A page' };

beforeAll(() => {
  process.env.EDGE_SECRET = 'secret';
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
});

/** A handler that keeps what it reports. */
function api(work: Partial<HttpWork<object, About>> = {}) {
  const reports: [number, Partial<About> | undefined][] = [];
  const handler = httpHandler(env, () => ({}), {
    answer: async (_event, _services, about) => {
      about.page = 'one';
      return { ...page, headers: { ...page.headers } };
    },
    report: (status, about) => reports.push([status, about]),
    ...work,
  });
  const ask = (method = 'GET', secret = 'secret'): Promise<Answer> =>
    handler(
      { headers: { [edgeHeader]: secret }, requestContext: { http: { method } } } as unknown as APIGatewayProxyEventV2,
      {},
    );
  return { ask, reports };
}
const throws = (error: Error) => async (_event: unknown, _services: object, about: Partial<About>) => {
  about.page = 'wrong';
  throw error;
};

test('an answer goes out as it is, and is reported with what was understood of the request', async () => {
  const { ask, reports } = api();
  expect(await ask()).toEqual(page);
  expect(reports).toEqual([[200, { page: 'one' }]]);
});

test('whoever goes past CloudFront is turned away before anybody looks at the request', async () => {
  const { ask, reports } = api({ answer: () => Promise.reject(new Error('It was looked at.')) });
  expect(await ask('GET', 'guessed')).toMatchObject({
    statusCode: 403,
    headers: { ...inertHeaders, 'content-type': 'application/problem+json' },
    body: expect.stringContaining('Forbidden') as unknown,
  });
  expect(reports).toEqual([[403, undefined]]);
});

test('a problem is told by RFC 9457, with the headers that it asks for', async () => {
  const problem = new Problem(405, 'Not so.', { headers: { allow: 'GET' } });
  const { ask, reports } = api({ answer: throws(problem) });
  const { statusCode, headers, body = '' } = await ask('PUT');
  expect([statusCode, JSON.parse(body)]).toEqual([
    405,
    { title: 'Method Not Allowed', status: 405, detail: 'Not so.' },
  ]);
  expect(headers).toMatchObject({ allow: 'GET', 'content-type': 'application/problem+json', ...inertHeaders });
  expect(reports).toEqual([[405, { page: 'wrong' }]]);
});

test('a module can have an error page of its own, under the same headers', async () => {
  const { ask } = api({
    answer: throws(new Problem(404, 'Nothing here.')),
    refuse: ({ status, message }) => ({ statusCode: status, body: message }),
    headers: { 'x-content-type-options': 'nosniff' },
  });
  expect(await ask()).toEqual({
    statusCode: 404,
    headers: { 'x-content-type-options': 'nosniff' },
    body: 'Nothing here.',
  });
});

test('headers of all answers give way to an answer’s own', async () => {
  const { ask } = api({ headers: { 'content-type': 'text/html', 'cache-control': 'no-store' } });
  expect((await ask()).headers).toEqual({ 'content-type': 'text/plain', 'cache-control': 'no-store' });
});

test.each<[string, Partial<HttpWork<object, About>>, string | undefined]>([
  ['an answer', {}, undefined],
  ['a problem', { answer: throws(new Problem(404, 'Nothing here.')) }, undefined],
  ['a refusal at the edge', {}, 'guessed'],
])('HEAD gets no body of %s', async (_, work, secret) => {
  const [get, head] = await Promise.all(['GET', 'HEAD'].map((method) => api(work).ask(method, secret)));
  expect(get?.body).toBeDefined();
  expect(head).toEqual({ statusCode: get?.statusCode, headers: get?.headers });
});

test('an error that is no problem is Lambda’s, and is not reported as an answer', async () => {
  const { ask, reports } = api({ answer: throws(new Error('DynamoDB is down.')) });
  await expect(ask()).rejects.toThrow('DynamoDB is down.');
  expect(reports).toEqual([]);
});
