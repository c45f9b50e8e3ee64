import { beforeAll, expect, test } from '@jest/globals';
import { firstDelivery } from '../../modules/webhooks/delivery.ts';
import type { Delivery } from '../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { webhookId } from '../../modules/webhooks/post.ts';
import { epochSeconds, instant, plusSeconds } from '../../platform/values/time.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { useReceiver } from '../helpers/receiver.ts';
import { reconcilingTools } from '../helpers/reconciling.ts';
import type { ReconcilingTools } from '../helpers/reconciling.ts';

const caravan = useCaravan();
const receiver = useReceiver();
let tools: DeliveryTools;
let reconciling: ReconcilingTools;
let endpoints: Record<'wide' | 'narrow' | 'disabled' | 'late', Endpoint>;
let missing: string;
const yesterday = instant(new Date(Date.now() - 86_400_000));

/** Makes the ledger's row of the last announcement, for the endpoint that hears of everything. */
async function enter(but: Partial<Delivery>): Promise<number> {
  const { seq, articleId, version, type } = (await caravan.log.readUnsettled(0, 1_000)).entries.at(-1)!;
  const { partnerId, id: endpointId } = endpoints.wide;
  await caravan.ledger.put({
    ...firstDelivery({ partnerId, endpointId, articleId, version, seq, type }, new Date()),
    ...but,
  });
  return seq;
}

beforeAll(async () => {
  [tools, reconciling] = [await deliveryTools(caravan), reconcilingTools(caravan)];
  const connect = (partnerId: string, but: Partial<Endpoint> = {}) =>
    tools.connect(receiver, { partnerId, hearsSince: yesterday, ...but });
  endpoints = {
    wide: await connect('a'),
    narrow: await connect('b', { filter: { sources: ['nobody'] } }),
    disabled: await connect('c', { status: 'disabled' }),
    late: await connect('d', { hearsSince: instant(new Date(Date.now() - 60_000)) }),
  };
  for (const status of ['delivered', 'superseded', 'failed'] as const) {
    await reconciling.lose(status);
    await enter({ status });
  }
  await reconciling.lose('pending');
  await enter({ dueAt: plusSeconds(epochSeconds(new Date()), 600) });
  await reconciling.lose('stuck');
  await enter({});
  await caravan.announcedVersions.takeBack(await reconciling.lose('taken back'), 2);
  missing = await reconciling.lose('missing', { times: 2 });
  await reconciling.letPass();
  await reconciling.lose('young');
});

const reconcile = async (...more: string[]) => {
  const ran = await caravanOn(caravan.dataDir, ['reconcile', '--since', '1h', ...more]);
  await caravan.twin.idle();
  return ran;
};
type Row = Record<string, number> & { endpoint: string };
const rows = async (...more: string[]) => {
  const { code, out, err } = await reconcile('--json', ...more);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return (JSON.parse(out) as { endpoints: Row[] }).endpoints;
};
const nothing = {
  delivered: 0,
  superseded: 0,
  pending: 0,
  failed: 0,
  filtered: 0,
  notOwed: 0,
  onItsWay: 0,
  noNews: 0,
  missing: 0,
};
const wide = { ...nothing, delivered: 1, superseded: 1, pending: 1, failed: 1, onItsWay: 1, noNews: 2, missing: 2 };

test('every announcement stands in one place, for every endpoint', async () => {
  expect(await rows('--dry-run')).toEqual([
    { endpoint: endpoints.wide.id, partner: 'a', published: 9, ...wide },
    { endpoint: endpoints.narrow.id, partner: 'b', published: 9, ...nothing, filtered: 9 },
    { endpoint: endpoints.disabled.id, partner: 'c', published: 9, ...nothing, notOwed: 9 },
    { endpoint: endpoints.late.id, partner: 'd', published: 9, ...nothing, notOwed: 8, onItsWay: 1 },
  ]);
  expect(receiver.heard).toEqual([]);
});

test('people read it as a table, with what follows', async () => {
  const { out } = await reconcile('--dry-run', '--endpoint', endpoints.wide.id);
  expect(out.split('\n').map((line) => line.trim().replaceAll(/ {2,}/g, '  '))).toEqual([
    'endpoint  partner  published  delivered  pending  failed  superseded  filtered  not owed  on its way  no news  missing',
    `${endpoints.wide.id}  a  9  1  1  1  1  0  0  1  2  2`,
    '',
    'Without --dry-run, what is missing is sent.',
    'On the local twin.',
    '',
  ]);
});

test('what is missing is sent, once and under its id', async () => {
  await rows();
  expect(receiver.heard.map(({ data }) => data.title).toSorted()).toEqual(['missing', 'stuck']);
  expect(receiver.heard.map(({ id }) => id)).toContain(
    webhookId({ endpointId: endpoints.wide.id, articleId: missing, version: 1 }),
  );
  expect(await rows('--endpoint', endpoints.wide.id)).toMatchObject([{ ...wide, delivered: 3, missing: 0 }]);
  expect(receiver.heard).toHaveLength(2);
  expect((await reconcile('--endpoint', endpoints.narrow.id)).out).toContain('Nothing is missing.');
});

test('a row of the ledger that the log does not know is an error that names its endpoint', async () => {
  await tools.drawNumber();
  await reconciling.lose('behind the gap');
  await reconciling.letPass();
  const last = (await caravan.log.readUnsettled(0, 1_000)).entries.at(-1)!;
  const { partnerId, id: endpointId } = endpoints.wide;
  await caravan.ledger.put({
    ...firstDelivery(
      { partnerId, endpointId, articleId: 'art_unknown', version: 1, seq: last.seq - 1, type: last.type },
      new Date(),
    ),
    status: 'delivered',
  });
  const { code, out, err } = await reconcile('--dry-run');
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringMatching(`^The sum does not come out for ${endpointId}: `) as unknown,
  });
  expect(out).toContain(endpointId);
});

test('what cannot be is said in words', async () => {
  expect(await reconcile('--endpoint', 'wh_1')).toMatchObject({
    code: 1,
    err: 'There is no endpoint wh_1. "caravan webhooks list" shows all.\n',
  });
  expect((await caravanOn(caravan.dataDir, ['reconcile'])).err).toContain('--since');
});
