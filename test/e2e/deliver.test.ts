import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { articleId } from '../../modules/sources/seenList.ts';
import { epochSeconds, instant, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { startReceiver } from '../helpers/receiver.ts';
import type { Receiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let tools: DeliveryTools;
const receivers: Receiver[] = [];
beforeAll(async () => {
  tools = await deliveryTools(caravan);
});
afterAll(async () => {
  await Promise.all(receivers.map((receiver) => receiver.stop()));
});

async function receiver(): Promise<Receiver> {
  const made = await startReceiver();
  receivers.push(made);
  return made;
}
const told = ({ heard }: Receiver) => heard.map(({ type, data }) => `${type.slice(8)} ${data.title} v${data.version}`);
let runs = 0;
/** A source of its own for a test, with these stories. */
async function publish(...titles: string[]): Promise<string> {
  const source = `source-${(runs += 1)}`;
  publisher.items = titles.map((title) => ({ guid: title, title }));
  publisher.withdrawn = [];
  await caravan.add(source, publisher.url);
  return source;
}
const of = (source: string) => ({ filter: { sources: [source] } });
const next = () => `source-${runs + 1}`;

test('a story, its correction and its withdrawal reach a partner, signed, once each, with its source', async () => {
  const partner = await receiver();
  const endpoint = await tools.connect(partner, of(next()));
  const source = await publish('One');
  publisher.items = [{ guid: 'One', title: 'One, corrected' }];
  await caravan.poll(source);
  publisher.items = [];
  publisher.withdrawn = ['One'];
  await caravan.poll(source);
  await partner.hears(3);
  await caravan.twin.idle();
  expect(told(partner)).toEqual(['published One v1', 'updated One, corrected v2', 'withdrawn One, corrected v3']);
  expect(partner.heard[0]?.data).toMatchObject({
    summary: 'About One',
    attribution: `Source: Publisher ${source}`,
    source: { id: source },
    topics: [{ slug: 'testing', name: 'Testing' }],
  });
  expect(partner.heard[0]?.data.content).toBeUndefined();
  expect(new Set(partner.heard.map(({ id }) => id)).size).toBe(3);
  expect((await tools.rowsOf(endpoint)).map(({ status, attempts, version }) => [status, attempts, version])).toEqual([
    ['delivered', 1, 3],
    ['delivered', 1, 2],
    ['delivered', 1, 1],
  ]);
  expect((await caravan.endpoints.get(endpoint.partnerId, endpoint.id))?.failingSince).toBeUndefined();
});

test('filters, kinds of events and content are as the endpoint asks', async () => {
  const [whole, other, withdrawals] = [await receiver(), await receiver(), await receiver()];
  await tools.connect(whole, { ...of(next()), content: 'full' });
  await tools.connect(other, { filter: { sources: [next()], topics: ['sport'] } });
  await tools.connect(withdrawals, { ...of(next()), events: ['article.withdrawn'] });
  const source = await publish('Two');
  publisher.items = [];
  publisher.withdrawn = ['Two'];
  await caravan.poll(source);
  await Promise.all([whole.hears(2), withdrawals.hears(1)]);
  await caravan.twin.idle();
  expect(whole.heard[0]?.data.content).toContain('About Two');
  expect([told(whole), told(withdrawals), told(other)]).toEqual([
    ['published Two v1', 'withdrawn Two v2'],
    ['withdrawn Two v2'],
    [],
  ]);
});

test('a failing endpoint gets it later under the same id, and its record shows every attempt', async () => {
  const partner = await receiver();
  const endpoint = await tools.connect(partner, of(next()));
  partner.answer = (response) => response.writeHead(500).end('Out of order. '.repeat(400));
  await publish('Three');
  await partner.hears(1);
  await caravan.twin.idle();
  expect(await tools.rowsOf(endpoint)).toMatchObject([
    { status: 'pending', attempts: 1, step: 1, history: [{ status: 500 }] },
  ]);
  expect((await tools.rowsOf(endpoint))[0]?.answer).toHaveLength(2_048);
  expect((await caravan.endpoints.get(endpoint.partnerId, endpoint.id))?.failingSince).toBeDefined();
  partner.answer = undefined;
  // It waits for its next try, and an operator sees how many do.
  const [pending] = await tools.rowsOf(endpoint);
  await caravan.ledger.put({ ...pending!, dueAt: plusSeconds(epochSeconds(new Date()), 3_600) });
  const pendingNow = async () => {
    const heard = new Promise<unknown>((resolve) => {
      caravan.twin.events.on('log', ({ json }) => {
        if (json?.['DeliveriesPending'] !== undefined) resolve(json['DeliveriesPending']);
      });
    });
    await caravan.twin.fire(
      caravan.twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.startsWith('Reconciling'))?.id ?? '',
    );
    return heard;
  };
  expect(await pendingNow()).toBe(1);
  expect(await tools.retryNow(endpoint)).toMatchObject([
    { status: 'delivered', attempts: 2, history: [{ status: 500 }, { status: 204 }] },
  ]);
  expect(new Set(partner.heard.map(({ id }) => id)).size).toBe(1);
  expect((await caravan.endpoints.get(endpoint.partnerId, endpoint.id))?.failingSince).toBeUndefined();
});

test('a publication that failed is not sent after the withdrawal, nor after a correction', async () => {
  const partner = await receiver();
  const endpoint = await tools.connect(partner, of(next()));
  partner.answer = (response, { type }) => response.writeHead(type === 'article.published' ? 500 : 204).end();
  const source = await publish('Kept', 'Taken back');
  publisher.items = [{ guid: 'Kept', title: 'Kept, corrected' }];
  publisher.withdrawn = ['Taken back'];
  await caravan.poll(source);
  await partner.hears(4);
  await caravan.twin.idle();
  partner.answer = undefined;
  const rows = await tools.retryNow(endpoint);
  expect(rows.map(({ version, status }) => [version, status]).toSorted()).toEqual([
    [1, 'superseded'],
    [1, 'superseded'],
    [2, 'delivered'],
    [2, 'delivered'],
  ]);
  expect(partner.heard).toHaveLength(4);
});

test('a publication waits for an endpoint that takes no withdrawals: once it is withdrawn, it is never sent', async () => {
  const partner = await receiver();
  const endpoint = await tools.connect(partner, { ...of(next()), events: ['article.published'] });
  partner.answer = (response) => response.writeHead(500).end();
  const source = await publish('Libel');
  publisher.items = [];
  publisher.withdrawn = ['Libel'];
  await caravan.poll(source);
  partner.answer = undefined;
  expect(await tools.retryNow(endpoint)).toMatchObject([
    { status: 'superseded', reason: expect.stringContaining('taken back') },
  ]);
  expect(partner.heard).toHaveLength(1);
});

test('410 disables at once; what came meanwhile is recovered after enabling, once each', async () => {
  const partner = await receiver();
  const endpoint = await tools.connect(partner, of(next()));
  const since = instant(new Date());
  partner.answer = (response) => response.writeHead(410).end();
  const source = await publish('Four');
  await partner.hears(1);
  await caravan.twin.idle();
  expect(await caravan.endpoints.get(endpoint.partnerId, endpoint.id)).toMatchObject({
    status: 'disabled',
    disabled: { by: 'caravan', reason: expect.stringContaining('410') },
  });
  publisher.items.push({ guid: 'Five', title: 'Five' });
  await caravan.poll(source);
  await caravan.twin.idle();
  expect(partner.heard).toHaveLength(1);

  partner.answer = undefined;
  await caravan.endpoints.change(endpoint, { status: 'enabled', disabled: undefined, failingSince: undefined });
  const recover = async () => {
    await caravan.recoveries.ask({
      partnerId: endpoint.partnerId,
      endpointId: endpoint.id,
      after: await caravan.log.placeOf(Math.floor(Date.parse(since) / 1000) as never),
      asked: instant(new Date()),
    });
    await caravan.twin.idle();
  };
  await recover();
  await recover();
  expect(told(partner)).toEqual(['published Four v1', 'published Four v1', 'published Five v1']);
  expect(new Set(partner.heard.map(({ id }) => id)).size).toBe(2);
  expect((await tools.rowsOf(endpoint)).map(({ status }) => status)).toEqual(['delivered', 'delivered']);
});

test('429 and a redirect: the one waits as it is told and keeps its health, the other is a failure', async () => {
  const [busy, moved] = [await receiver(), await receiver()];
  const [patient, wanderer] = [await tools.connect(busy, of(next())), await tools.connect(moved, of(next()))];
  busy.answer = (response) => response.writeHead(429, { 'retry-after': '3600' }).end();
  moved.answer = (response) => response.writeHead(302, { location: busy.url }).end();
  await publish('Six');
  await Promise.all([busy.hears(1), moved.hears(1)]);
  await caravan.twin.idle();
  const [row] = await tools.rowsOf(patient);
  expect((row?.dueAt ?? 0) - Date.now() / 1000).toBeGreaterThan(3_500);
  expect((await caravan.endpoints.get(patient.partnerId, patient.id))?.failingSince).toBeUndefined();
  expect((await tools.rowsOf(wanderer))[0]).toMatchObject({ status: 'pending', history: [{ status: 302 }] });
  expect(busy.heard).toHaveLength(1);
});

test('the log numbers every announcement, and finds the place of a moment', async () => {
  const { entries, end } = await caravan.log.read(0, 1_000, new Date(Date.now() + 120_000));
  expect(end).toBe(true);
  expect(entries.map(({ seq }) => seq)).toEqual([...entries.keys()].map((index) => index + 1));
  expect(entries.at(-1)).toMatchObject({
    articleId: articleId(`source-${runs}`, 'Six'),
    version: 1,
    type: 'article.published',
  });
  expect(await caravan.log.placeOf(Math.floor(Date.now() / 1000 + 3_600) as never)).toBe(entries.length);
  expect(await caravan.log.placeOf(1 as never)).toBe(0);
});

test('a reader of the log waits before a number that is not used yet; a recovery does not', async () => {
  const partner = await receiver();
  const endpoint = await tools.connect(partner, { ...of(next()), status: 'disabled' });
  const after = (await caravan.log.readUnsettled(0, 1_000)).entries.at(-1)?.seq ?? 0;
  await tools.drawNumber();
  await publish('Nine');
  const soon = new Date(Date.now() + 120_000);
  expect(await caravan.log.read(after, 10, new Date())).toEqual({ entries: [], end: true });
  expect((await caravan.log.read(after, 10, soon)).entries.map(({ seq }) => seq)).toEqual([after + 2]);

  await caravan.endpoints.change(endpoint, { status: 'enabled' });
  await caravan.recoveries.ask({
    partnerId: endpoint.partnerId,
    endpointId: endpoint.id,
    after,
    asked: instant(new Date()),
  });
  await partner.hears(1);
  expect(told(partner)).toEqual(['published Nine v1']);
});

test('no grant was missing', () => {
  expect(caravan.twin.refusals).toEqual([]);
});
