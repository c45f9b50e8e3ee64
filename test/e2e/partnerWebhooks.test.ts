import { beforeAll, expect, test } from '@jest/globals';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useWebhooks } from '../helpers/webhooks.ts';
import type { Made } from '../helpers/webhooks.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let partner: PartnerClient;
const { receivers, setUp } = useWebhooks(caravan, publisher, () => partner);
const logs: string[] = [];
beforeAll(async () => {
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
  partner = await aPartner(caravan, 'caspian-times');
});

const key = (value: string) => ({ headers: { 'idempotency-key': value } });

test('a whole life: made, heard, listed, changed, disabled, enabled, recovered, deleted', async () => {
  const before = new Date().toISOString();
  const { receiver, path, made, publish, deliveries } = await setUp({ content: 'full', description: 'Front page' });
  expect(made).toMatchObject({
    status: 'enabled',
    content: 'full',
    signature: 'v1',
    events: ['article.published', 'article.updated', 'article.withdrawn'],
    secret: expect.stringMatching(/^whsec_/),
  });
  await publish(['a', 'One']);
  expect((await receiver.hears(1))[0]).toMatchObject({
    type: 'article.published',
    data: { title: 'One', content: expect.stringContaining('About One') },
  });
  expect((await deliveries()).deliveries).toMatchObject([
    { status: 'delivered', attempts: 1, responseCode: 204, version: 1 },
  ]);
  const got = await partner.call('GET', path);
  expect(got.body).toMatchObject({ id: made.id, description: 'Front page' });
  expect((await partner.call<{ webhooks: Made[] }>('GET', '/v1/webhooks')).body.webhooks.map(({ id }) => id)).toContain(
    made.id,
  );

  expect(
    (await partner.call('PATCH', path, { body: { status: 'disabled', description: 'Later' } })).body,
  ).toMatchObject({ status: 'disabled', description: 'Later', disabled: { by: 'partner' } });
  await publish(['a', 'One'], ['b', 'Two']);
  expect(receiver.heard).toHaveLength(1);
  expect((await partner.call('POST', `${path}/recover`, { body: { since: before } })).status).toBe(409);
  expect(
    (await partner.call('PATCH', path, { body: { status: 'enabled', content: 'summary' } })).body,
  ).not.toHaveProperty('disabled');
  for (let asked = 0; asked < 2; asked++) {
    expect((await partner.call('POST', `${path}/recover`, { body: { since: before } })).status).toBe(202);
    await caravan.twin.idle();
  }
  expect((await receiver.hears(2)).map(({ data }) => [data.title, data.content !== undefined])).toEqual([
    ['One', true],
    ['Two', false],
  ]);

  expect((await partner.call('DELETE', path)).status).toBe(204);
  for (const method of ['GET', 'DELETE'] as const) expect((await partner.call(method, path)).status).toBe(404);
  await publish(['a', 'One'], ['b', 'Two, corrected']);
  expect(receiver.heard).toHaveLength(2);
});

test('what the operator disabled, its partner cannot enable, nor make its own', async () => {
  const { body: made } = await partner.call<Made>('POST', '/v1/webhooks', { body: { url: 'http://127.0.0.1:9/' } });
  const path = `/v1/webhooks/${made.id}`;
  await caravan.endpoints.change(
    { partnerId: partner.partnerId, id: made.id },
    { status: 'disabled', disabled: { by: 'operator', reason: 'Unpaid.', at: new Date().toISOString() } },
  );
  expect((await partner.call('PATCH', path, { body: { status: 'disabled' } })).body).toMatchObject({
    disabled: { by: 'operator' },
  });
  expect((await partner.call('PATCH', path, { body: { status: 'enabled' } })).body.detail).toContain('Unpaid.');
  expect((await partner.call('GET', path)).body).toMatchObject({ status: 'disabled' });
});

test('a test is signed with Ed25519 where that is asked for, and says what came of it', async () => {
  const { receiver, path, made } = await setUp();
  expect(made).not.toHaveProperty('publicKey');
  expect((await partner.call('PATCH', path, { body: { signature: 'v1a' } })).body.publicKey).toMatch(/^whpk_/);
  const ids = [
    await partner.call('POST', `${path}/test`, key('t')),
    await partner.call('POST', `${path}/test`, key('t')),
    await partner.call('POST', `${path}/test`),
  ];
  expect(ids.map(({ body }) => body.delivered)).toEqual([true, true, true]);
  const [one, two, three] = receiver.heard.map(({ id }) => id);
  expect([one === two, one === three]).toEqual([true, false]);
  expect(receiver.heard[0]).toMatchObject({
    type: 'webhook.test',
    data: { version: 1, attribution: 'Source: Test Publisher' },
  });
  receiver.answer = (response) =>
    response.writeHead(302, { location: 'http://127.0.0.1/' }).end('Moved. '.repeat(1_000));
  const { body } = await partner.call('POST', `${path}/test`);
  expect([body.delivered, body.status, (body.answer as string).length]).toEqual([false, 302, 2_048]);
  await receiver.stop();
  expect((await partner.call('POST', `${path}/test`)).body).toMatchObject({
    delivered: false,
    error: expect.stringContaining('ECONNREFUSED'),
  });
  expect((await partner.call('GET', path)).body).not.toHaveProperty('failingSince');
});

test('deliveries tell what failed and why; retry sends one again; not after something newer, nor what was taken back', async () => {
  const { receiver, path, publish, deliveries } = await setUp();
  receiver.answer = (response) => response.writeHead(500).end('Out of order.');
  await publish(['a', 'One'], ['b', 'Two'], ['c', 'Three']);
  await receiver.hears(3);
  await caravan.twin.idle();
  expect((await deliveries('?status=pending')).deliveries).toHaveLength(3);
  expect((await deliveries('?status=delivered')).deliveries).toEqual([]);
  const [first] = (await deliveries('?limit=1')).deliveries;
  expect(first).toMatchObject({
    status: 'pending',
    attempts: 1,
    responseCode: 500,
    answer: 'Out of order.',
    nextTryAt: expect.any(String),
  });
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const { deliveries: rows, next, more } = await deliveries(`?limit=2${cursor}`);
    seen.push(...rows.map(({ id }) => id));
    if (!more) break;
    cursor = `&cursor=${next}`;
  }
  expect(new Set(seen).size).toBe(3);
  expect(seen).toHaveLength(3);

  receiver.answer = undefined;
  const retry = (id = first?.id) => partner.call('POST', `${path}/deliveries/${id}/retry`);
  expect([(await retry()).status, (await receiver.hears(4)).length]).toEqual([202, 4]);
  await caravan.twin.idle();
  expect((await deliveries('?status=delivered')).deliveries).toMatchObject([{ id: first?.id, attempts: 2 }]);
  expect((await retry()).status).toBe(202); // also what was delivered
  await receiver.hears(5);
  expect(new Set(receiver.heard.filter(({ data }) => first?.id.startsWith(data.id)).map(({ id }) => id)).size).toBe(1);

  await publish(['a', 'One, corrected'], ['b', 'Two, corrected'], ['c', 'Three, corrected']);
  const newer = await retry();
  expect([newer.status, newer.body.detail]).toEqual([409, expect.stringContaining('Version 2')]);
  expect((await retry(`${'f'.repeat(32)}-1`)).status).toBe(404);
  expect((await retry('nonsense')).status).toBe(404);
  await partner.call('PATCH', path, { body: { events: ['article.published'] } });
  publisher.withdrawn = ['a', 'b', 'c'];
  await publish();
  const [v2] = (await deliveries()).deliveries;
  expect([v2?.version, (await retry(v2?.id)).body.detail]).toEqual([2, expect.stringContaining('withdrawn since')]);
  await partner.call('PATCH', path, { body: { status: 'disabled' } });
  expect((await retry(v2?.id)).body.detail).toContain('disabled');
});

test("nothing of another partner's can be seen, changed or confirmed", async () => {
  const { path, made, publish, deliveries } = await setUp();
  await publish(['a', 'One']);
  const [delivery] = (await deliveries()).deliveries;
  const other = await aPartner(caravan, 'other-times');
  const [row] = (await partner.rows()).filter(({ id }) => id === made.id);
  for (const [method, of, body] of [
    ['GET', path],
    ['PATCH', path, { status: 'disabled' }],
    ['DELETE', path],
    ['POST', `${path}/rotate-secret`],
    ['POST', `${path}/test`],
    ['GET', `${path}/deliveries`],
    ['POST', `${path}/deliveries/${delivery?.id}/retry`],
    ['POST', `${path}/recover`, { since: new Date().toISOString() }],
  ] as const) {
    const asked = (who: PartnerClient, where: string) => who.call(method, where, body === undefined ? {} : { body });
    const [theirs, nobodys] = [await asked(other, of), await asked(other, of.replace(made.id, `wh_${'0'.repeat(24)}`))];
    expect([method, of, theirs.status, theirs.text.replaceAll(made.id, '')]).toEqual([
      method,
      of,
      404,
      nobodys.text.replaceAll(`wh_${'0'.repeat(24)}`, ''),
    ]);
  }
  expect((await other.call<{ webhooks: [] }>('GET', '/v1/webhooks')).body.webhooks).toEqual([]);
  expect((await partner.rows()).filter(({ id }) => id === made.id)).toEqual([row]);
});

test('no grant was missing', () => {
  expect(caravan.twin.refusals).toEqual([]);
});

test('no key, no secret, sealed or open, and no body of anybody stands in a log', async () => {
  const rows = await partner.rows();
  const all = logs.join('\n');
  expect(logs.length).toBeGreaterThan(50);
  expect(rows.some(({ id }) => all.includes(id))).toBe(true); // what is looked for would be found
  const secrets = [
    partner.key,
    ...receivers.flatMap((receiver) => receiver.secrets),
    ...rows.flatMap((row) => row.secrets.map(({ sealed }) => sealed)),
  ];
  expect(secrets.filter((secret) => all.includes(secret.replace(/^whsec_/, '')))).toEqual([]);
  expect(/whsec_|whsk_|Bearer|About (One|Two)/.exec(all)).toBeNull();
});
