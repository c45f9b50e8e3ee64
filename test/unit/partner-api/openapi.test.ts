import { Validator } from '@seriousme/openapi-schema-validator';
import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { renderDocs } from '../../../modules/partner-api/docs/page.ts';
import { sampleLanguages, sampleOf } from '../../../modules/partner-api/docs/samples.ts';
import { escapeHtml } from '../../../platform/http/html.ts';
import { route } from '../../../modules/partner-api/http/operation.ts';
import type { Described } from '../../../modules/partner-api/http/operation.ts';
import { documentOf } from '../../../modules/partner-api/openapi/document.ts';
import { operations } from '../../../modules/partner-api/operations/registry.ts';
import { publicAnswer } from '../../../modules/partner-api/published/publicAnswer.ts';
import { storyOperations } from '../../../modules/partner-api/stories/operations.ts';
import { bodyOf } from '../../../modules/webhooks/post.ts';
import { described as published } from '../../../scripts/describeApi.ts';
import { anArticle, anAnnouncedVersion } from '../../helpers/records.ts';

/** Those of partners, and those of publishers. */
const all: readonly Described[] = [...operations, ...storyOperations];
const document = documentOf({ publicUrl: 'https://caravan.example', publication: 'Caravan', retentionDays: '365' });
const described = Object.entries(document.paths).flatMap(([path, byMethod]) =>
  Object.entries(byMethod).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

test('the description is a valid OpenAPI 3.1 document', async () => {
  expect(await new Validator().validate(JSON.parse(JSON.stringify(document)) as Record<string, unknown>)).toEqual({
    valid: true,
  });
});

test('every operation in it is answered, and every one that is answered is in it', () => {
  for (const { path, method, operation } of described)
    expect(route(all, method, path.replaceAll(/\{\w+\}/g, 'x')).operation.id).toBe(operation.operationId);
  expect(described.map(({ operation }) => operation.operationId).toSorted()).toEqual(
    all.map(({ id }) => id).toSorted(),
  );
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

test.each(described)(
  '$method $path names its parameters, and says what each refusal means',
  ({ path, method, operation }) => {
    expect(operation.parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`)).toEqual(
      path.match(/\{\w+\}/g) ?? [],
    );
    const { responses } = operation;
    const isForPublishers = operation.tags.includes('Stories');
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining([
        '400',
        '401',
        ...(isForPublishers ? [] : ['429']),
        ...(path.includes('{') ? ['404'] : []),
        ...(['POST', 'PATCH', 'PUT'].includes(method) ? ['413', '415', '422'] : []),
      ]),
    );
    expect(operation.parameters.some(({ name }) => name === 'Idempotency-Key')).toBe(method === 'POST');
    for (const [status, { description, headers, content }] of Object.entries(responses)) {
      expect(description).toMatch(/^.{10,}\.$/s);
      if (status !== '401' && !isForPublishers) expect(headers).toHaveProperty('RateLimit');
      if (Number(status) >= 400) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  },
);

describe('examples', () => {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  ajv.addSchema(document, 'api');
  const contents = described.flatMap(({ operation: { operationId, requestBody, responses } }) =>
    [
      ...Object.entries(requestBody?.content ?? {}),
      ...Object.values(responses).flatMap(({ content }) => Object.entries(content ?? {})),
    ].map(([type, { schema, example }]) => ({ operationId, type, schema, example })),
  );

  test.each(contents)('of $operationId, $type, are as its schema says', ({ schema, example }) => {
    const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
    expect([check(example), check.errors]).toEqual([true, null]);
  });

  test('of webhooks are too, and what is sent is as they say', () => {
    expect(Object.keys(document.webhooks)).toEqual([
      'article.published',
      'article.updated',
      'article.withdrawn',
      'comment.approved',
      'comment.withdrawn',
      'webhook.test',
      'endpoint.failing',
      'endpoint.disabled',
    ]);
    for (const [name, { post }] of Object.entries(document.webhooks)) {
      const { schema, example } = post.requestBody.content['application/json']!;
      const check = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
      expect([name, check(example), check.errors]).toEqual([name, true, null]);
      if (name === 'article.published')
        for (const content of ['summary', 'full'] as const)
          expect(check(JSON.parse(bodyOf(anAnnouncedVersion(1, anArticle()), content)))).toBe(true);
    }
  });
});

test('no secret of a row is described', () => {
  expect(JSON.stringify(document)).not.toMatch(/sealed|requestHash|rotationHash|partnerId/);
});

test.each(published)(
  '$target is what the schemas give: if not, run scripts/describeApi.ts',
  async ({ target, text }) => {
    expect(await readFile(target, 'utf8')).toBe(text);
  },
);

test('what is published is filled for its stage, whatever its name holds', () => {
  const setting = { publicUrl: 'https://news.example', publication: 'A "B" & <i>C</i> $& \\', retentionDays: 90 };
  const answerTo = (path: string) => publicAnswer({ method: 'GET', headers: {} }, path, setting)!;
  const openApi = JSON.parse(String(answerTo('/v1/openapi.json').body)) as typeof document;
  expect([openApi.info.title, openApi.servers]).toEqual([
    `${setting.publication}: partner API`,
    [{ url: setting.publicUrl }],
  ]);
  expect(openApi).toEqual(documentOf({ ...setting, retentionDays: '90' }));
  const { body, headers = {} } = answerTo('/v1/docs');
  expect(body).toBe(renderDocs(openApi));
  const style = /<style>([^]*?)<\/style>/.exec(String(body))?.[1] ?? '';
  expect(headers['content-security-policy']).toContain(
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}';`,
  );
  expect(body).not.toContain('{{');
});

describe('the page to read', () => {
  const page = renderDocs(document);

  test('has every operation, its place and a command for it, and every kind of webhook', () => {
    for (const { path, method, operation } of described) {
      expect(page).toContain(`<section id="${operation.operationId}"><h3>${operation.summary}</h3>`);
      expect(page).toContain(`href="#${operation.operationId}"`);
      expect(page).toMatch(
        new RegExp(`<b class="${method.toLowerCase()}">${method}</b> <code>${path.replaceAll(/[{}]/g, '\\$&')}</code>`),
      );
    }
    expect(page.match(/<code>curl [^]*?Bearer \$CARAVAN_KEY/g)?.length).toBe(described.length);
    for (const name of Object.keys(document.webhooks)) expect(page).toContain(`<section id="${name}">`);
  });

  test('has no script, no link that leads nowhere, and no place twice', () => {
    expect(page).not.toMatch(/<script|javascript:| on\w+=| style=/);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
  });

  test('shows each sample as it stands in its file', () => {
    for (const kind of ['webhook', 'pull'] as const)
      for (const language of sampleLanguages)
        expect(page).toContain(
          `<code>${escapeHtml(sampleOf(kind, language, document.servers[0]?.url ?? '').trimEnd())}</code>`,
        );
  });
});
