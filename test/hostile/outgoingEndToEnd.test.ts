import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import { synth } from '../../local/synth.ts';
import { startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { startLoopbackListener } from '../helpers/loopbackListener.ts';
import type { LoopbackListener } from '../helpers/loopbackListener.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { anArticle } from '../helpers/records.ts';
import { project } from '../../bin/synth.ts';

let caravan: TestCaravan;
let listener: LoopbackListener;
let tools: DeliveryTools;
beforeAll(async () => {
  const cdkOut = await synth({ ...project, stage: 'local', app: 'test/fixtures/guarded/app.ts' });
  [caravan, listener] = await Promise.all([startCaravan({ cdkOut }), startLoopbackListener()]);
  tools = await deliveryTools(caravan);
});
afterAll(async () => {
  await Promise.all([caravan.stop(), listener.stop()]);
  expect(listener.connections).toBe(0);
});

const hosts = [
  '127.0.0.1',
  'localhost',
  '2130706433',
  '0177.0.0.1',
  '0x7f.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '0.0.0.0',
  '[::]',
];
const refused = /is not on the public internet \([\d.a-f:, ]+\): requests to private networks are refused\./;

test('a source on the loopback is refused in clear words, stays a source, and is asked again', async () => {
  for (const [index, host] of hosts.entries()) {
    const source = await caravan.add(`inside-${index}`, `http://${host}:${listener.port}/feed.xml`);
    expect(source).toMatchObject({
      status: 'active',
      failures: 1,
      lastOutcome: { kind: 'blocked-address', words: expect.stringMatching(refused) },
    });
    expect(source.nextPollAt).toBeGreaterThan(epochSeconds(new Date()));
  }
});

test('a webhook to the loopback is refused in clear words, and none is made', async () => {
  const partner = await aPartner(caravan, 'inside-times');
  for (const host of hosts) {
    const { status, text } = await partner.call('POST', '/v1/webhooks', {
      body: { url: `https://${host}:${listener.port}/hook` },
    });
    expect([status, text]).toEqual([422, expect.stringMatching(refused)]);
  }
  expect(
    (await partner.call('POST', '/v1/webhooks', { body: { url: `http://127.0.0.1:${listener.port}/hook` } })).text,
  ).toContain('must begin with https://');
  expect(await partner.rows()).toEqual([]);
});

test('a webhook whose name has turned inside since gets nothing, its partner reads why, and the delivery waits', async () => {
  const owners = await Promise.all(
    hosts.map((host) => tools.connect({ url: `https://${host}:${listener.port}/hook`, secrets: [] })),
  );
  await caravan.articles.insert(anArticle());
  await caravan.twin.idle();
  for (const owner of owners) {
    const [row, ...more] = await tools.rowsOf(owner);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ status: 'pending', attempts: 1, history: [{ error: expect.stringMatching(refused) }] });
    expect(row?.history[0]?.status).toBeUndefined();
    expect(row?.dueAt).toBeGreaterThan(0);
  }
  const { items } = (await (await caravan.get('/feeds/all.json')).json()) as { items: { title: string }[] };
  expect(items.map(({ title }) => title)).toEqual([anArticle().title]);
});

test('a callback on the loopback is refused in clear words, or, where a name hides it, is never asked', async () => {
  const subscribe = async (callback: string) => {
    const response = await caravan.get('/hub', {
      method: 'POST',
      body: new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.callback': callback,
        'hub.topic': `${caravan.twin.url}/feeds/all.rss`,
      }),
    });
    await caravan.twin.idle();
    return { status: response.status, words: await response.text() };
  };
  for (const host of hosts) {
    const { status, words } = await subscribe(`https://${host}:${listener.port}/callback`);
    if (host === 'localhost') expect(status).toBe(202);
    else expect({ status, words }).toEqual({ status: 400, words: expect.stringMatching(refused) as unknown });
  }
  expect(await subscribe(`http://127.0.0.1:${listener.port}/callback`)).toEqual({
    status: 400,
    words: expect.stringContaining('must begin with https://') as unknown,
  });
  expect((await caravan.endpoints.all()).filter(({ hub }) => hub)).toEqual([]);
});

test('a callback whose name has turned inside since gets nothing, and the push waits', async () => {
  const hub = {
    topic: `${caravan.twin.url}/feeds/all.rss`,
    list: { kind: 'all' as const },
    format: 'rss' as const,
    title: 'All',
    leaseUntil: plusSeconds(epochSeconds(new Date()), 3_600),
  };
  const owners = await Promise.all(
    hosts.map((host, index) =>
      tools.connect(
        { url: `https://${host}:${listener.port}/callback`, secrets: [] },
        { partnerId: `websub-${index}`, hub },
      ),
    ),
  );
  await caravan.articles.insert(anArticle({ id: '1'.repeat(32), title: 'Another' }));
  await caravan.twin.idle();
  for (const owner of owners)
    expect(await tools.rowsOf(owner)).toMatchObject([
      { status: 'pending', attempts: 1, history: [{ error: expect.stringMatching(refused) as unknown }] },
    ]);
});

test('nothing of it became a dead letter, or asked for a grant that is not there', () => {
  const queues = caravan.twin.stack
    .ofType('AWS::SQS::Queue')
    .map(({ id }) => id)
    .filter((id) => /Dead/i.test(id));
  expect(queues.length).toBeGreaterThan(0);
  expect(queues.map((id) => caravan.twin.depth(id))).toEqual(
    queues.map(() => expect.objectContaining({ visible: 0 }) as unknown),
  );
  expect(caravan.twin.refusals).toEqual([]);
});
