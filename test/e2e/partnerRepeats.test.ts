import { beforeAll, expect, test } from '@jest/globals';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { useReceiver } from '../helpers/receiver.ts';

/** What a repeat under the same Idempotency-Key does. */
const caravan = useCaravan();
let partner: PartnerClient;
const receiver = useReceiver();
beforeAll(async () => {
  partner = await aPartner(caravan, 'caspian-times');
});

interface Made {
  id: string;
  secret: string;
  publicKey?: string;
}
const key = (value: string) => ({ headers: { 'idempotency-key': value } });
const body = { url: 'http://127.0.0.1:9/', signature: 'v1a' };

test('makes nothing, and gets the very same answer', async () => {
  const first = await partner.call<Made>('POST', '/v1/webhooks', { body, ...key('first') });
  const count = (await partner.rows()).length;
  const second = await partner.call<Made>('POST', '/v1/webhooks', { body, ...key('"first"') });
  expect([second.status, second.text, second.headers.get('location')]).toEqual([
    201,
    first.text,
    `${caravan.url}/v1/webhooks/${first.body.id}`,
  ]);
  expect(first.body.publicKey).toMatch(/^whpk_/);
  expect(
    (await partner.call('POST', '/v1/webhooks', { body: { ...body, content: 'full' }, ...key('first') })).status,
  ).toBe(422);
  expect((await partner.rows()).length).toBe(count);
  expect((await partner.call<Made>('POST', '/v1/webhooks', { body, ...key('other') })).body.id).not.toBe(first.body.id);
});

test('is a 409 once the webhook was changed, or a day later', async () => {
  const { body: made } = await partner.call<Made>('POST', '/v1/webhooks', { body, ...key('changed') });
  await partner.call('PATCH', `/v1/webhooks/${made.id}`, { body: { content: 'full' } });
  expect((await partner.call('POST', '/v1/webhooks', { body, ...key('changed') })).status).toBe(409);
  const { body: old } = await partner.call<Made>('POST', '/v1/webhooks', { body, ...key('old') });
  const yesterday = new Date(Date.now() - 86_500_000).toISOString();
  await caravan.endpoints.change(
    { partnerId: partner.partnerId, id: old.id },
    { createdAt: yesterday, updatedAt: yesterday },
  );
  const late = await partner.call('POST', '/v1/webhooks', { body, ...key('old') });
  expect([late.status, late.text.includes('whsec_')]).toEqual([409, false]);
});

// The first update counts the request, the second is the endpoints' revision.
test.each([
  ['before its row was written', { operation: 'PutItem', kind: 'kill-before' }],
  ['once its row was written', { operation: 'PutItem', kind: 'kill-after' }],
  ['before fan-out was told', { operation: 'UpdateItem', nth: 2, kind: 'kill-before' }],
  ['before its answer', { operation: 'UpdateItem', nth: 2, kind: 'kill-after' }],
] as const)('makes one webhook where the worker died %s', async (when, fault) => {
  const before = (await partner.rows()).length;
  caravan.twin.faults.add({ function: functionId(caravan.twin, 'Answer'), ...fault });
  const dead = await caravan.get('/v1/webhooks', {
    method: 'POST',
    headers: { authorization: `Bearer ${partner.key}`, 'content-type': 'application/json', 'idempotency-key': when },
    body: JSON.stringify(body),
  });
  expect([dead.status, caravan.twin.faults.pending]).toEqual([500, 0]);
  const { revision } = await caravan.endpoints.changesSince(undefined);
  expect((await partner.call('POST', '/v1/webhooks', { body, ...key(when) })).status).toBe(201);
  expect((await partner.rows()).length).toBe(before + 1);
  expect((await caravan.endpoints.changesSince(revision)).changed).toHaveLength(1);
});

test('rotates once', async () => {
  const { body: made } = await partner.call<Made>('POST', '/v1/webhooks', { body: { url: receiver.url } });
  receiver.secrets.push(made.secret);
  const path = `/v1/webhooks/${made.id}`;
  const rotate = async (idempotencyKey?: string) =>
    partner.call<{ secret: string }>(
      'POST',
      `${path}/rotate-secret`,
      idempotencyKey === undefined ? {} : key(idempotencyKey),
    );
  const [first, second] = [await rotate('r1'), await rotate('r1')];
  expect([second.status, second.text]).toEqual([200, first.text]);
  expect(first.body.secret).not.toBe(made.secret);
  for (const secret of [made.secret, first.body.secret]) {
    receiver.secrets = [secret]; // each of both suffices
    expect((await partner.call('POST', `${path}/test`)).body).toMatchObject({ delivered: true, status: 204 });
  }
  const third = await rotate('r2');
  receiver.secrets = [made.secret]; // the one before the one before
  expect((await partner.call('POST', `${path}/test`)).body).toMatchObject({
    delivered: false,
    status: 401,
    answer: 'The signature is wrong.',
  });
  expect(
    new Set([first.body.secret, third.body.secret, (await rotate()).body.secret, (await rotate()).body.secret]).size,
  ).toBe(4);
});
