import { beforeAll, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useCaravan } from '../helpers/caravan.ts';
import { aPartner, refusalOf } from '../helpers/partnerApi.ts';
import type { PartnerClient } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useWebhooks } from '../helpers/webhooks.ts';

/** What a partner may ask for beside articles: lists, headers, a rate, the body that was sent, a recovery's end. */
const caravan = useCaravan();
const publisher = usePublisher();
let partner: PartnerClient;
const { setUp } = useWebhooks(caravan, publisher, () => partner);
beforeAll(async () => {
  partner = await aPartner(caravan, 'caspian-times');
});

test('topics and sources are listed, a part at a time, and found by words of their names', async () => {
  const { source } = await setUp();
  publisher.items = ['Rail and Road', 'Railways', 'Ports'].map((category, index) => ({
    guid: String(index),
    title: category,
    extra: `<category>${category}</category>`,
  }));
  await caravan.poll(source);
  await caravan.twin.idle();
  const topics = (query = '') =>
    partner.call<{ topics: { slug: string; name: string }[]; next?: string }>('GET', `/v1/topics${query}`);
  expect((await topics()).body).toEqual({
    topics: [
      { slug: 'ports', name: 'Ports' },
      { slug: 'rail-and-road', name: 'Rail and Road' },
      { slug: 'railways', name: 'Railways' },
      { slug: 'testing', name: 'Testing' },
    ],
  });
  const first = await topics('?limit=2');
  expect([first.body.topics.map(({ slug }) => slug), first.body.next]).toEqual([
    ['ports', 'rail-and-road'],
    'rail-and-road',
  ]);
  expect((await topics(`?limit=2&after=${first.body.next}`)).body).toEqual({
    topics: [
      { slug: 'railways', name: 'Railways' },
      { slug: 'testing', name: 'Testing' },
    ],
  });
  expect((await topics('?find=road')).body.topics.map(({ slug }) => slug)).toEqual(['rail-and-road']);
  expect((await partner.call('GET', '/v1/sources')).body).toEqual({
    sources: [{ id: source, name: `Publisher ${source}` }],
  });
  expect((await refusalOf(partner, 'GET', '/v1/topics?find=a&after=b')).errors).toEqual([
    expect.stringMatching(/^after does not go with "find"/),
  ]);
});

test("an endpoint's own headers come with each post, and are shown by name alone", async () => {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers);
    request.resume().on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const asked = { body: { url, headers: { 'X-Api-Key': 'opens-the-gate' } }, headers: { 'idempotency-key': 'own' } };
  const made = await partner.call<{ id: string }>('POST', '/v1/webhooks', asked);
  expect([made.status, made.body]).toMatchObject([201, { headerNames: ['X-Api-Key'] }]);
  expect(made.text).not.toContain('opens-the-gate');
  expect((await partner.call<{ id: string }>('POST', '/v1/webhooks', asked)).body.id).toBe(made.body.id);
  const other = { ...asked, body: { url, headers: { 'X-Api-Key': 'another' } } };
  expect((await refusalOf(partner, 'POST', '/v1/webhooks', other)).status).toBe(422);
  const path = `/v1/webhooks/${made.body.id}`;
  await partner.call('POST', `${path}/test`);
  expect(heard[0]).toMatchObject({
    'x-api-key': 'opens-the-gate',
    'content-type': 'application/json',
    'webhook-id': expect.stringMatching(/^msg_/),
  });
  const refused = { body: { headers: { 'Webhook-Id': 'mine', 'X-Fine': 'yes', Host: 'elsewhere', 'X-Bad': 'a\nb' } } };
  expect((await refusalOf(partner, 'PATCH', path, refused)).errors.map((one) => one.split(' ')[0])).toEqual([
    '#/headers/Webhook-Id',
    '#/headers/Host',
    '#/headers/X-Bad',
  ]);
  expect(JSON.stringify(await partner.rows())).not.toMatch(/opens-the-gate|another/);
  expect((await partner.call('PATCH', path, { body: { headers: {} } })).body).not.toHaveProperty('headerNames');
  await partner.call('POST', `${path}/test`);
  expect(heard[1]).not.toHaveProperty('x-api-key');
  await partner.call('DELETE', path);
  await new Promise((resolve) => server.close(resolve));
});

test('a rate is kept to, a recovery says how many and when it is done, and the body that was sent is shown', async () => {
  const before = new Date().toISOString();
  const { receiver, path, made, publish, deliveries } = await setUp({ content: 'full', ratePerMinute: 120 });
  await partner.call('PATCH', path, { body: { status: 'disabled' } });
  await publish(['a', 'One'], ['b', 'Two'], ['c', 'Three'], ['d', 'Four']);
  await partner.call('PATCH', path, { body: { status: 'enabled' } });
  expect((await partner.call('POST', `${path}/recover`, { body: { since: before } })).status).toBe(202);
  await receiver.hears(4);
  await caravan.twin.idle();
  const { nextPostAt = '' } = (await partner.rows()).find(({ id }) => id === made.id) ?? {};
  expect(Date.parse(nextPostAt)).toBeGreaterThan(receiver.heard[2]!.atMs);
  expect((await partner.call('GET', path)).body).toMatchObject({
    ratePerMinute: 120,
    recovery: { found: 4, tried: 4, done: true },
  });
  expect((await partner.call('PATCH', path, { body: { ratePerMinute: null } })).body).not.toHaveProperty(
    'ratePerMinute',
  );
  expect((await refusalOf(partner, 'PATCH', path, { body: { ratePerMinute: 1 } })).errors).toEqual([
    '#/ratePerMinute must be at least 10',
  ]);

  const [newest] = (await deliveries()).deliveries;
  const shown = async () =>
    (await partner.call<{ sent: { body?: string; bytes: number } }>('GET', `${path}/deliveries/${newest?.id}`)).body;
  const { sent } = await shown();
  const { data, type } = JSON.parse(sent.body ?? '') as { type: string; data: object };
  expect({ type, data }).toEqual({ type: receiver.heard.at(-1)?.type, data: receiver.heard.at(-1)?.data });
  expect(sent.bytes).toBe(Buffer.byteLength(sent.body ?? ''));
  publisher.items = [];
  publisher.withdrawn = ['a', 'b', 'c', 'd'];
  await caravan.poll('source-2');
  await caravan.twin.idle();
  expect((await shown()).sent).toEqual({ bytes: sent.bytes, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect((await refusalOf(partner, 'GET', `${path}/deliveries/${'0'.repeat(32)}-1`)).status).toBe(404);
});

test('a webhook that fails, or was disabled, is told of to those that ask for it, and by one mail', async () => {
  const [rule] = caravan.twin.stack.ofType('AWS::Events::Rule').filter(({ id }) => id.includes('TellRun'));
  const tell = async () => {
    await caravan.twin.fire(rule?.id ?? '');
    await caravan.twin.idle();
  };
  const { receiver } = await setUp({ events: ['endpoint.failing', 'endpoint.disabled'] });
  const silent = await setUp();
  const { made } = await setUp({ description: 'The front page' });
  await caravan.partners.change(partner.partnerId, { contact: 'desk@caspian.example' });
  const about = { partnerId: partner.partnerId, id: made.id };
  const hourAgo = new Date(Date.now() - 3_700_000).toISOString();
  await caravan.endpoints.change(about, { failingSince: hourAgo, lastFailure: 'It answered 500.' });
  await tell();
  await tell();
  const [failing] = await receiver.hears(1);
  expect(failing).toMatchObject({
    type: 'endpoint.failing',
    data: { webhook: { id: made.id, description: 'The front page' }, since: hourAgo, reason: 'It answered 500.' },
  });
  const disabled = { by: 'caravan', reason: 'It is gone.', at: new Date().toISOString() };
  await caravan.endpoints.change(about, { status: 'disabled', disabled });
  await tell();
  expect((await receiver.hears(2)).map(({ type }) => type)).toEqual(['endpoint.failing', 'endpoint.disabled']);
  expect(silent.receiver.heard).toEqual([]);
  expect(caravan.twin.mailbox.to('desk@caspian.example').map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/your webhook fails$/),
    expect.stringMatching(/your webhook is disabled$/),
  ]);
});

test('a test of each type is sent as the guide shows it', async () => {
  const { receiver, path } = await setUp({ content: 'full' });
  const types = ['article.published', 'article.updated', 'article.withdrawn', 'endpoint.failing', 'endpoint.disabled'];
  for (const type of types)
    expect((await partner.call('POST', `${path}/test`, { body: { type } })).body.delivered).toBe(true);
  expect(receiver.heard.map(({ type }) => type)).toEqual(types);
  expect(receiver.heard[2]?.data).toMatchObject({ id: '0'.repeat(32), title: '', reason: 'You asked for a test.' });
  expect((await refusalOf(partner, 'POST', `${path}/test`, { body: { type: 'article.gone' } })).status).toBe(422);
});
