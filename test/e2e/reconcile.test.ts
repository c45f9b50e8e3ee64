import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { firstDelivery } from '../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../modules/webhooks/endpoint.ts';
import { webhookId } from '../../modules/webhooks/post.ts';
import { instant } from '../../platform/values/time.ts';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import type { DeliveryTools } from '../helpers/partner.ts';
import { aPartner } from '../helpers/partnerApi.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { startReceiver, useReceiver } from '../helpers/receiver.ts';
import { partitionsOf, reconcilingTools } from '../helpers/reconciling.ts';
import type { ReconcilingTools } from '../helpers/reconciling.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const receiver = useReceiver();
let tools: DeliveryTools;
let reconciling: ReconcilingTools;
let endpoint: Endpoint;
const yesterday = instant(new Date(Date.now() - 86_400_000));

beforeAll(async () => {
  tools = await deliveryTools(caravan);
  reconciling = reconcilingTools(caravan);
  endpoint = await tools.connect(receiver, { hearsSince: yesterday });
  publisher.items = [{ guid: 'first', title: 'First' }];
  await caravan.add('emn', publisher.url);
});

const cli = (...args: string[]) => caravanOn(caravan.dataDir, args);
let heardBefore = 0;
const heard = () => receiver.heard.slice(heardBefore);
beforeEach(async () => {
  await reconciling.letPass();
  await reconciling.run();
  heardBefore = receiver.heard.length;
});
const idOf = (articleId: string) => webhookId({ endpointId: endpoint.id, articleId, version: 1 });

describe('a delivery that nobody would bring', () => {
  test('is made, once and under its id, where its queue was purged', async () => {
    await cli('pause', 'webhooks');
    publisher.items = [{ guid: 'purged', title: 'Purged' }, ...publisher.items];
    await caravan.poll('emn');
    await caravan.sqs.send(new PurgeQueueCommand({ QueueUrl: caravan.twin.outputs['DeliveriesQueueUrl'] }));
    await cli('resume', 'webhooks');
    await caravan.twin.idle();
    await reconciling.run();
    expect(heard()).toHaveLength(0); // it is a few seconds old: it might be on its way

    await reconciling.letPass();
    await reconciling.run();
    await reconciling.run();
    expect(heard().map(({ id, data }) => [id, data.title])).toEqual([
      [idOf(caravan.events.at(-1)!.article.id), 'Purged'],
    ]);
  });

  test('is made where its dead letter was dropped', async () => {
    const times = 8; // as often as the queue gives it
    caravan.twin.faults.add({
      function: functionId(caravan.twin, 'DeliveringDeliver'),
      operation: 'BatchGetItem',
      kind: 'kill-before',
      times,
    });
    publisher.items = [{ guid: 'dropped', title: 'Dropped' }, ...publisher.items];
    await caravan.poll('emn');
    expect(caravan.twin.faults.pending).toBe(0);
    expect((await cli('dlq', 'drop', 'deliveries', '--reason', 'A slip.')).code).toBe(0);
    await reconciling.letPass();
    await reconciling.run();
    expect(heard().map(({ data }) => data.title)).toEqual(['Dropped']);
  });

  test('is made where it waits for a try that stands in no index', async () => {
    const articleId = await reconciling.lose('Stuck');
    const { entries } = await caravan.log.readUnsettled(0, 1_000);
    const { seq } = entries.at(-1)!;
    await caravan.ledger.put({
      ...firstDelivery(
        {
          partnerId: endpoint.partnerId,
          endpointId: endpoint.id,
          articleId,
          version: 1,
          seq,
          type: 'article.published',
        },
        new Date(),
      ),
      attempts: 1,
    });
    await reconciling.letPass();
    await reconciling.run();
    expect(heard().map(({ id }) => id)).toEqual([idOf(articleId)]);
    expect((await tools.rowsOf(endpoint)).find((row) => row.seq === seq)).toMatchObject({
      status: 'delivered',
      attempts: 2,
    });
  });
});

test('the end of what a narrowed filter excludes is told, where the message that says so was lost', async () => {
  const other = await startReceiver();
  const narrowed = await tools.connect(other, { hearsSince: yesterday });
  publisher.items = [{ guid: 'ended', title: 'Ended' }, ...publisher.items];
  await caravan.poll('emn');
  expect(other.heard.map(({ type, data }) => [type, data.title])).toEqual([['article.published', 'Ended']]);
  await caravan.endpoints.change(narrowed, { filter: { topics: ['another'] }, narrowedAt: yesterday });
  await reconciling.run();
  await reconciling.run();
  expect(other.heard.slice(1).map(({ type, data }) => [type, data.id])).toEqual([
    ['article.withdrawn', other.heard[0]!.data.id],
  ]);
  expect((await caravan.endpoints.get(narrowed.partnerId, narrowed.id))!.narrowedAt).toBeUndefined();
  await caravan.endpoints.remove(narrowed.partnerId, narrowed.id);
  await other.stop();
});

describe('what is not owed', () => {
  test('is what was announced before an endpoint was enabled again', async () => {
    await cli('webhooks', 'disable', endpoint.id);
    await reconciling.lose('While it was disabled');
    await cli('webhooks', 'enable', endpoint.id);
    await reconciling.letPass();
    await reconciling.run();
    expect(heard()).toEqual([]);
    await caravan.endpoints.change(endpoint, { hearsSince: yesterday });
  });

  test('is what was announced before its partner asked for it, and nothing more', async () => {
    const partner = await aPartner(caravan, 'asking-for-else');
    const {
      body: { id },
    } = await partner.call<{ id: string }>('POST', '/v1/webhooks', {
      body: { url: receiver.url, filter: { sources: ['emn'] } },
    });
    const [made] = await partner.rows();
    expect(made).toMatchObject({ id, hearsSince: made!.createdAt });
    await caravan.endpoints.change(made!, { hearsSince: yesterday });
    const patch = async (body: object) => {
      expect((await partner.call('PATCH', `/v1/webhooks/${id}`, { body })).status).toBe(200);
      return (await partner.rows())[0]!.hearsSince! > yesterday;
    };
    expect(await patch({ filter: { sources: ['emn'] }, status: 'enabled', description: 'the same' })).toBe(false);
    for (const body of [{ filter: {} }, { events: ['article.published'] }]) {
      expect(await patch(body)).toBe(true);
      await caravan.endpoints.change(made!, { hearsSince: yesterday });
    }
    await patch({ status: 'disabled' });
    expect(await patch({ status: 'enabled' })).toBe(true);
    await reconciling.lose('Before it was enabled', { source: 'emn' });
    await reconciling.letPass();
    await reconciling.run();
    expect(await tools.rowsOf(made!)).toEqual([]);
    await caravan.endpoints.remove('asking-for-else', id);
  });

  test('is what was taken back, and what was never announced', async () => {
    const taken = await reconciling.lose('Taken back');
    await caravan.announcedVersions.takeBack(taken, 2);
    await tools.drawNumber();
    const twice = await reconciling.lose('Entered twice, as by a publish that died', { times: 2 });
    await reconciling.letPass();
    await reconciling.run();
    expect(heard().map(({ id }) => id)).toEqual([idOf(twice)]);
    expect((await tools.rowsOf(endpoint)).filter(({ articleId }) => articleId === taken)).toEqual([]);
  });
});

describe('a run', () => {
  const { stringify } = JSON;

  test('reads no ledger and writes nothing where nothing was published since', async () => {
    const calls = await reconciling.run();
    expect(new Set(calls.map(({ operation }) => operation))).toEqual(new Set(['Query', 'Scan']));
    const scanned = calls.filter(({ operation }) => operation === 'Scan').map(({ input }) => input['IndexName']);
    expect(scanned).toEqual(['due', 'due', 'due']); // no table
    expect(partitionsOf(calls, caravan.tableNames.deliveries)).toEqual([stringify({ ':pk': { S: 'RECONCILED' } })]);
  });

  test('reads each row of a ledger once, and again only what was missing', async () => {
    const ledgerReads = async () =>
      partitionsOf(await reconciling.run(), caravan.tableNames.deliveries).filter((values) =>
        values.includes(endpoint.id),
      );
    publisher.items = [{ guid: 'one', title: 'One' }, ...publisher.items];
    await caravan.poll('emn');
    await reconciling.lose('Two');
    await reconciling.letPass();
    const { entries } = await caravan.log.readUnsettled(0, 1_000);
    const [one, two] = entries.slice(-2).map(({ seq }) => String(seq).padStart(12, '0'));
    const range = (first: string, last: string) =>
      stringify({
        ':endpoint': { S: `ENDPOINT#${endpoint.partnerId}#${endpoint.id}` },
        ':first': { S: first },
        ':last': { S: `${last}~` },
      });
    expect(await ledgerReads()).toEqual([range(one!, two!)]);
    expect(await ledgerReads()).toEqual([range(two!, two!)]);
    expect(await ledgerReads()).toEqual([]);
    expect(heard().map(({ data }) => data.title)).toEqual(['One', 'Two']);
  });

  test('asks no ledger of an endpoint that wanted nothing of it', async () => {
    const other = await startReceiver();
    const narrow = await tools.connect(other, { hearsSince: yesterday, filter: { sources: ['nobody'] } });
    await reconciling.lose('Wide');
    await reconciling.letPass();
    const asked = partitionsOf(await reconciling.run(), caravan.tableNames.deliveries).join();
    expect([asked.includes(endpoint.id), asked.includes(narrow.id)]).toEqual([true, false]);
    await caravan.endpoints.remove(narrow.partnerId, narrow.id);
    await other.stop();
  });
});
