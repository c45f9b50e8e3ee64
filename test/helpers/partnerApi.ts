import { expect } from '@jest/globals';
import formats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { newApiKey } from '../../modules/webhooks/partners.ts';
import { instant } from '../../platform/values/time.ts';
import type { TestCaravan } from './caravan.ts';

type Json = Record<string, unknown>;

/** An answer of the partner API that is as the API's own description says, and has no field that it does not say. */
export interface Told<Body = Json> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

export interface PartnerClient {
  readonly partnerId: string;
  readonly key: string;
  call<Body = Json>(
    method: string,
    path: string,
    given?: { body?: unknown; headers?: Record<string, string>; raw?: string | Uint8Array<ArrayBuffer> },
  ): Promise<Told<Body>>;
  /** The partner's rows, as they stand in the table. */
  rows(): Promise<Endpoint[]>;
}

/** Makes a partner, who calls the API and checks every answer. */
export async function aPartner(caravan: TestCaravan, partnerId: string): Promise<PartnerClient> {
  const { key, hash } = newApiKey(partnerId);
  const now = instant(new Date());
  await caravan.partners.add({ id: partnerId, name: partnerId, keys: [{ hash, createdAt: now }], createdAt: now });
  const check = await answerChecker(caravan);
  return {
    partnerId,
    key,
    rows: () => caravan.endpoints.ofPartner(partnerId),
    async call<Body = Json>(
      method: string,
      path: string,
      {
        body,
        headers,
        raw,
      }: { body?: unknown; headers?: Record<string, string>; raw?: string | Uint8Array<ArrayBuffer> } = {},
    ) {
      const response = await caravan.get(path, {
        method,
        redirect: 'manual',
        headers: {
          authorization: `Bearer ${key}`,
          ...((body !== undefined || raw !== undefined) && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(raw !== undefined && { body: raw }),
      });
      const text = await response.text();
      const told = {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? {} : JSON.parse(text)) as Body,
        text,
      };
      check(method, path.split('?')[0] ?? '', told);
      return told;
    },
  };
}

interface Problem {
  title: string;
  status: number;
  detail: string;
  errors?: { pointer?: string; parameter?: string; detail: string }[];
}

/** A refusal is a problem in words, changes no row, and repeats nothing secret. */
export async function refusalOf(
  partner: PartnerClient,
  method: string,
  path: string,
  given: Parameters<PartnerClient['call']>[2] = {},
) {
  const before = await partner.rows();
  const { status, headers, body, text } = await partner.call<Problem>(method, path, given);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.stringMatching(/^[A-Z].{15,}\.$/s) });
  expect(text).not.toMatch(/whsec_|whsk_|cvn_\w+-\w+_/);
  expect(await partner.rows()).toEqual(before);
  return {
    status,
    headers,
    detail: body.detail,
    errors: (body.errors ?? []).map(({ pointer, parameter, detail }) => `${pointer ?? parameter ?? ''} ${detail}`),
  };
}

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, Json> }> }>>;
}

/** Throws where an answer is not as the API's description says. */
async function answerChecker(
  caravan: TestCaravan,
): Promise<(method: string, path: string, told: Told<unknown>) => void> {
  const document = closed(await (await caravan.get('/v1/openapi.json')).json()) as Described;
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  ajv.addSchema(document, 'api');
  const escaped = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
  return (method, path, { status, headers, text, body }) => {
    const template = Object.keys(document.paths).find((known) =>
      new RegExp(`^${known.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
    const operation = template === undefined ? undefined : document.paths[template]?.[verb];
    if (template === undefined || operation === undefined) return; // a 404 or 405 of the router
    const response = operation.responses[status];
    if (!response)
      throw new Error(`${method} ${path} answered ${status}, which /v1/openapi.json does not know: ${text}`);
    if (text === '') return;
    const type = headers.get('content-type') ?? '';
    if (!response.content?.[type])
      throw new Error(`${method} ${path} answered ${type} with ${status}, which /v1/openapi.json does not know.`);
    const place = ['paths', template, verb, 'responses', String(status), 'content', type, 'schema']
      .map(escaped)
      .join('/');
    if (!ajv.validate({ $ref: `api#/${place}` }, body))
      throw new Error(
        `${method} ${path} answered what /v1/openapi.json does not say: ${ajv.errorsText()}\n${text.slice(0, 2_000)}`,
      );
  };
}

/** Clients must bear new fields; tests want to hear of them. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const whole = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  return whole.type === 'object' && 'properties' in whole && !('additionalProperties' in whole)
    ? { ...whole, additionalProperties: false }
    : whole;
}
