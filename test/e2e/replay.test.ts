import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { listPartition, placeOf, stemPartition } from '../../modules/articles/articlesTable.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { digestTools } from '../helpers/digests.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { startReceiver, useReceiver } from '../helpers/receiver.ts';
import { anArticle, anAnnouncedVersion } from '../helpers/records.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
const receiver = useReceiver();
beforeAll(async () => {
  await (await deliveryTools(caravan)).connect(receiver);
  publisher.items = [{ guid: 'first', title: 'First' }];
  await caravan.add('emn', publisher.url);
});

/** Runs the command for an operator, and waits until all that follows is done. */
const replay = async (...args: string[]) => {
  const { code, out, err } = await caravanOn(caravan.dataDir, ['replay', ...args, '--since', '1h', '--json']);
  await caravan.twin.idle();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as { asked: number; left: number };
};
const titles = () => receiver.heard.map(({ data }) => data.title);

describe('webhooks', () => {
  test('bring what an endpoint lacks, once; a dry run only counts', async () => {
    await caravanOn(caravan.dataDir, ['pause', 'webhooks']);
    publisher.items = [{ guid: 'lost', title: 'Lost on the way' }, ...publisher.items];
    await caravan.poll('emn');
    await caravan.sqs.send(new PurgeQueueCommand({ QueueUrl: caravan.twin.outputs['DeliveriesQueueUrl'] }));
    await caravanOn(caravan.dataDir, ['resume', 'webhooks']);
    await caravan.twin.idle();
    expect(titles()).toEqual(['First']);

    expect(await replay('webhooks', '--dry-run')).toMatchObject({ asked: 1, left: 1 });
    expect(titles()).toEqual(['First']);
    expect(await replay('webhooks')).toMatchObject({ asked: 1, left: 1 });
    expect(titles()).toEqual(['First', 'Lost on the way']);
    expect(await replay('webhooks')).toMatchObject({ asked: 0, left: 2 });
    expect(titles()).toHaveLength(2);
  });

  test('send all once more under the same ids where that is asked for', async () => {
    const ids = () => receiver.heard.map(({ id }) => id);
    const first = ids();
    expect(await replay('webhooks', '--again')).toMatchObject({ asked: 2, left: 0 });
    expect(ids().slice(first.length).toSorted()).toEqual(first.toSorted());
  });
});

test('announcing reaches whoever lacks an article, and nobody else', async () => {
  const late = await startReceiver();
  await (await deliveryTools(caravan)).connect(late);
  const before = titles().length;
  expect(await replay('announcing')).toMatchObject({ asked: 2, left: 0 });
  expect(late.heard.map(({ data }) => data.title).toSorted()).toEqual(['First', 'Lost on the way']);
  expect(titles()).toHaveLength(before);
  await late.stop();
});

test.each([
  ['feeds show', '/feeds/all.json', listPartition({ kind: 'all' })],
  ['searches find', '/feeds/search.json?q=tests', stemPartition('test')],
])('%s again what their lists had lost', async (_, path, pk) => {
  const feed = async () =>
    ((await (await caravan.get(path)).json()) as { items: { title: string }[] }).items.map(({ title }) => title);
  const [shown] = [...(await caravan.articles.getMany(caravan.events.map(({ article }) => article.id))).values()];
  const sk = placeOf(shown!);
  const whole = await feed();
  await new DynamoDBClient(twinOperator(caravan.twin.endpoint)).send(
    new DeleteItemCommand({ TableName: caravan.twin.outputs['ArticlesTable'], Key: { pk: { S: pk }, sk: { S: sk } } }),
  );
  expect(await feed()).toHaveLength(whole.length - 1);
  expect(await replay('feeds')).toMatchObject({ asked: 2, left: 0 });
  expect(await feed()).toEqual(whole);
});

test('digests that SES refused are made anew, for those alone who had none since', async () => {
  const tools = digestTools(caravan);
  const [refused, other] = [await tools.add('no at@reader.example'), await tools.add('told@reader.example')];
  await tools.sendNow(other);
  await tools.sendNow(refused);
  expect((await tools.ledger(refused)).map(({ status }) => status)).toEqual(['failed']);

  await caravan.subscribers.change(refused.id, (row) => ({ ...row, address: 'mended@reader.example' }));
  const mended = { ...refused, address: 'mended@reader.example' };
  expect(await replay('digests', '--dry-run')).toMatchObject({ asked: 1 });
  expect(tools.mails(mended)).toHaveLength(0);
  expect(await replay('digests')).toMatchObject({ asked: 1, left: 0 });
  expect(tools.mails(mended).map(({ text }) => text)).toEqual([expect.stringContaining('Lost on the way')]);
  expect(tools.mails(other)).toHaveLength(1);
  expect(await replay('digests')).toMatchObject({ asked: 0, left: 1 });
});

test('a recovery walks a log of more than one page', async () => {
  const late = await startReceiver();
  const { id } = await (await deliveryTools(caravan)).connect(late, { filter: { sources: ['emn'] } });
  const others = Array.from({ length: 501 }, (_, index) =>
    anAnnouncedVersion(index, anArticle({ id: `art_other_${index}`, source: { id: 'other', name: 'Another' } })),
  );
  await caravan.log.enter(others, new Date());
  publisher.items = [{ guid: 'last', title: 'Behind them' }, ...publisher.items];
  await caravan.poll('emn');
  expect(await replay('webhooks', '--endpoint', id)).toMatchObject({ asked: 2, left: 1 });
  expect(late.heard.map(({ data }) => data.title)).toEqual(['Behind them', 'First', 'Lost on the way']);
  await late.stop();
});

test('what cannot be replayed is an error that says what can', async () => {
  const run = (...args: string[]) => caravanOn(caravan.dataDir, ['replay', ...args]);
  expect(await run('polling', '--since', '1h')).toMatchObject({
    code: 1,
    err: 'There is no channel polling to replay: webhooks, announcing, feeds, digests.\n',
  });
  expect(await run('feeds', '--since', '1h', '--again')).toMatchObject({
    code: 1,
    err: '--endpoint and --again are for webhooks; feeds knows neither.\n',
  });
  expect(await run('webhooks', '--since', '1h', '--endpoint', 'art_1')).toMatchObject({
    code: 1,
    err: 'There is no endpoint art_1. "caravan webhooks list" shows all.\n',
  });
  expect((await run('webhooks')).err).toContain('--since');
});
