import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useCaravan } from '../helpers/caravan.ts';
import { formsOf } from '../helpers/htmlForms.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { openPortal } from '../helpers/portal.ts';
import { StorySystem } from '../faults/storySystem.ts';
import { fuzzing } from './fuzzing.ts';
import { apiRequests } from './requests/api.ts';
import type { OpenApi } from './requests/api.ts';
import { formRequests, pageRequests } from './requests/pages.ts';
import { atTheDoor, bare, bytes, mostly } from './requests/parts.ts';
import type { Sent } from './requests/parts.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const fuzz = fuzzing(caravan);
let partners: PartnerClient[];
beforeAll(async () => {
  // Several, so that none of them meets its rate limit.
  partners = await Promise.all([1, 2, 3, 4].map((index) => aPartner(caravan, `fuzz-${index}`)));
});

/** A webhook of the first partner, for one test: another's requests may have removed what it had. */
async function aWebhook(): Promise<string> {
  const { body } = await partners[0]!.call('POST', '/v1/webhooks', { body: { url: 'http://127.0.0.1:9/' } });
  return (body as { id: string }).id;
}

test('the partner API, from its own description', async () => {
  const document = (await (await caravan.get('/v1/openapi.json')).json()) as OpenApi;
  const asked = (key: string, url: string): Sent => ({
    method: 'POST',
    path: '/v1/webhooks',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: bytes(JSON.stringify({ url })),
  });
  const statuses = await fuzz(
    apiRequests(document, {
      id: await aWebhook(),
      key: fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(...partners.map(({ key }) => key)) },
        { weight: 1, arbitrary: fc.constant('cvn_fuzz-1_wrong') },
      ),
    }),
    [
      ...atTheDoor(asked(partners[0]!.key, 'http://127.0.0.1:9/')),
      asked('cvn_fuzz-1_wrong', 'http://127.0.0.1:9/'),
      asked(partners[0]!.key, 'nowhere'),
      ...['/v1/webhooks', '/v1/webhooks/wh_none'].map((path) =>
        bare(path, { authorization: `Bearer ${partners[0]!.key}` }),
      ),
    ],
  );
  // It has been everywhere: what is done, and each way of refusal.
  for (const status of [200, 400, 401, 404, 405, 422]) expect([...statuses.keys()]).toContain(status);
});

test("a publisher's stories", async () => {
  const document = (await (await caravan.get('/v1/openapi.json')).json()) as OpenApi;
  const { key } = await StorySystem.open(caravan, 'fuzz-post');
  const paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/v1/stories/')));
  const as = (key: string, title: string): Sent => ({
    method: 'PUT',
    path: '/v1/stories/a',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: bytes(JSON.stringify({ title, content: '' })),
  });
  const statuses = await fuzz(
    apiRequests(
      { ...document, paths },
      { id: 'port-1', key: mostly(fc.constant(key), fc.constantFrom(partners[0]!.key, 'cvp_fuzz-post_wrong')) },
    ),
    [...atTheDoor(as(key, 'A')), as(key, ''), as(partners[0]!.key, 'A')],
  );
  for (const status of [201, 401, 404, 405, 422]) expect([...statuses.keys()]).toContain(status);
});

test('the portal', async () => {
  const cookies = await Promise.all(partners.map(async ({ partnerId }) => (await openPortal(caravan, partnerId))!));
  const webhook = await aWebhook();
  const pages = ['', '/lists', `/webhooks/${webhook}`];
  const shown = await Promise.all(
    pages.map(async (page) => (await caravan.get(`/portal${page}`, { headers: { cookie: cookies[0]! } })).text()),
  );
  const forms = shown.flatMap(formsOf).filter(({ method }) => method === 'post');
  expect(forms.length).toBeGreaterThan(4);
  const known = [...pages, '/webhooks/wh_0', `/webhooks/${webhook}/deliveries/${'0'.repeat(32)}-1`];
  const requests = fc.oneof(formRequests(forms), pageRequests(known.map((page) => `/portal${page}`)));
  const statuses = await fuzz(
    fc
      .tuple(requests, mostly(fc.constantFrom(...cookies), fc.constant('caravan_portal=cvl_fuzz-1_wrong')))
      .map(([sent, cookie]) => ({ ...sent, headers: { ...sent.headers, cookie } })),
    [
      ...[cookies[0]!, 'caravan_portal=cvl_fuzz-1_wrong'].map((cookie) => bare('/portal', { cookie })),
      bare('/portal/nowhere', { cookie: cookies[0]! }),
      bare('/portal', { cookie: cookies[0]! }, 'PROPFIND'),
    ],
  );
  for (const status of [200, 401, 404, 405]) expect([...statuses.keys()]).toContain(status);
});

test('nothing asked for a grant that is not there', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
