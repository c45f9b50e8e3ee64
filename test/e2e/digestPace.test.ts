import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, expect, test } from '@jest/globals';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { sendRateKey } from '../../modules/mail/sendRateTable.ts';
import type { SendRate } from '../../modules/mail/sendRate.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { settingsOf } from '../../lib/settings/ofStage.ts';
import type { MailLimits } from '../../local/mail/sendQuota.ts';
import { startCaravan } from '../helpers/caravan.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import { startPublisher } from '../helpers/publisher.ts';
import { newDataDir } from '../helpers/relay.ts';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A system with a story, whose SES takes no more than this. */
async function startWith(mail: MailLimits, dataDir?: string) {
  const caravan = await startCaravan({ mail, ...(dataDir && { dataDir }) });
  stops.push(() => caravan.stop());
  return { caravan, tools: digestTools(caravan) };
}

async function publishOne(caravan: TestCaravan): Promise<void> {
  const publisher = await startPublisher();
  stops.push(() => publisher.stop());
  publisher.items = [{ guid: 'a', title: 'Port opens' }];
  await caravan.add('emn', publisher.url);
}

async function setPace(
  { twin }: TestCaravan,
  { sent, closedUntilMs }: { sent: number } & Pick<SendRate, 'closedUntilMs'>,
): Promise<void> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(twinOperator(twin.endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  });
  await client.send(
    new UpdateCommand({
      TableName: twin.outputs['SubscribersTable'],
      Key: sendRateKey,
      UpdateExpression: 'SET sentByHour = :sent, closedUntilMs = :until, nextAtMs = :zero ADD revision :one',
      ExpressionAttributeValues: {
        ':sent': { [Math.floor(Date.now() / 3_600_000)]: sent },
        ':until': closedUntilMs ?? 0,
        ':zero': 0,
        ':one': 1,
      },
    }),
  );
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `reader-${index}@baku.example`);

test('what SES takes too slowly is sent all the same, each once', async () => {
  const { caravan, tools } = await startWith({ maxSendRate: 6 });
  await publishOne(caravan);
  const readers = await Promise.all(names(20).map((address) => tools.add(address)));
  await tools.run();
  for (const reader of readers) await tools.askAgain(reader);
  expect(readers.map((reader) => tools.mails(reader).length)).toEqual(readers.map(() => 1));
});

test("what finds no place in SES's day waits, is not lost, and nobody is asked in vain", async () => {
  const dataDir = newDataDir();
  const { caravan, tools } = await startWith({ maxSendRate: 500, max24HourSend: 4 }, dataDir);
  await publishOne(caravan);
  const readers = await Promise.all(names(9).map((address) => tools.add(address)));
  const sent = () => readers.filter((reader) => tools.mails(reader).length === 1).length;
  await tools.run();
  expect(sent()).toBe(4);
  const before = caravan.twin.meter.snapshot();
  for (const reader of readers) await tools.askAgain(reader);
  await tools.run();
  expect(sent()).toBe(4);
  expect(caravan.twin.meter.since(before).lines.filter(({ operation }) => operation === 'SendEmail')).toEqual([]);
  await caravan.twin.stop();

  const later = await startWith({ maxSendRate: 500, max24HourSend: 100 }, dataDir);
  await setPace(later.caravan, { sent: 9, closedUntilMs: 0 });
  for (const reader of readers) await later.tools.askAgain(reader);
  expect(readers.map((reader) => later.tools.mails(reader).length)).toEqual(readers.map(() => 1));
});

test('where only some find a place today, they are those that have been due longest', async () => {
  const { caravan, tools } = await startWith({ maxSendRate: 500 });
  await publishOne(caravan);
  const readers: Subscriber[] = [];
  for (const [index, address] of names(8).entries())
    readers.push(await tools.add(address, {}, 100 + ((index * 5) % 8)));
  await setPace(caravan, { sent: settingsOf('local').mail.perDay - 3 });
  await tools.run();
  const longest = readers
    .toSorted((one, other) => one.dueAt! - other.dueAt!)
    .slice(0, 3)
    .map(({ address }) => address);
  expect(
    readers
      .filter((reader) => tools.mails(reader).length === 1)
      .map(({ address }) => address)
      .toSorted(),
  ).toEqual(longest.toSorted());
  await tools.run();
  expect(readers.flatMap((reader) => tools.mails(reader))).toHaveLength(3);
});

test('while SES takes nothing at all, nothing is asked of it', async () => {
  const { caravan, tools } = await startWith({});
  await publishOne(caravan);
  const reader = await tools.add('reader@baku.example');
  await setPace(caravan, { sent: 0, closedUntilMs: Date.now() + 60_000 });
  await tools.run();
  await tools.askAgain(reader);
  expect(tools.mails(reader)).toEqual([]);
  expect(await tools.ledger(reader)).toEqual([]);
  await setPace(caravan, { sent: 0, closedUntilMs: 0 });
  await tools.askAgain(reader);
  expect(tools.mails(reader)).toHaveLength(1);
});
