import { beforeAll, expect, test } from '@jest/globals';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import type { Subscriber } from '../../modules/subscribers/subscriber.ts';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { digestTools } from '../helpers/digests.ts';
import type { DigestTools } from '../helpers/digests.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan({ mail: { maxSendRate: 500 } });
const publisher = usePublisher();
let tools: DigestTools;
beforeAll(async () => {
  tools = digestTools(caravan);
  publisher.items = [{ guid: 'a', title: 'Port opens' }];
  await caravan.add('emn', publisher.url);
});

/** What SES tells of a mail, as its guide shows it, with as much as we read. */
async function tell(subscriber: Subscriber, dueAt: number, event: object): Promise<void> {
  const topic = caravan.twin.stack.ofType('AWS::SNS::Topic').find(({ id }) => id.startsWith('MailingEvents'))!;
  const mail = {
    timestamp: new Date().toISOString(),
    messageId: 'made-up',
    tags: { kind: ['digest'], subscriber: [subscriber.id], digest: [String(dueAt)] },
  };
  await new SNSClient(twinOperator(caravan.twin.endpoint)).send(
    new PublishCommand({ TopicArn: topic.arn, Message: JSON.stringify({ mail, ...event }) }),
  );
  await caravan.twin.idle();
}
const soft = { eventType: 'Bounce', bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull' } };

test.each([
  ['a hard bounce', 'bounce+one@simulator.amazonses.com', 'bounced'],
  ['a complaint', 'complaint+one@simulator.amazonses.com', 'complained'],
  ["SES's own suppression list", 'suppressionlist+one@simulator.amazonses.com', 'bounced'],
])('%s suppresses a reader at once, and says why', async (_, address, status) => {
  const reader = await tools.add(address);
  await tools.run();
  expect(await tools.ledger(reader)).toMatchObject([{ status }]);
  const row = await tools.row(reader);
  expect(row).toMatchObject({
    status: 'suppressed',
    reason: expect.stringMatching(/spam|takes no mail \(Permanent/) as unknown,
  });
  expect(row.dueAt).toBeUndefined();
});

test('a suppression whose answer was lost counts once', async () => {
  const reader = await tools.add('bounce+lost@simulator.amazonses.com');
  caravan.twin.faults.add({
    function: functionId(caravan.twin, 'MailEvents'),
    service: 'dynamodb',
    operation: 'PutItem',
    kind: 'timeout-after',
  });
  await tools.run();
  expect(caravan.twin.faults.pending).toBe(0);
  const { status, statusAt, revision } = await tools.row(reader);
  expect(status).toBe('suppressed');
  await caravan.twin.idle();
  expect(await tools.row(reader)).toMatchObject({ statusAt, revision });
});

test('an automatic answer from a mailbox that took the digest is no reason to pause', async () => {
  const away = await tools.add('ooto+one@simulator.amazonses.com');
  await tools.run();
  expect(await tools.ledger(away)).toMatchObject([{ status: 'delivered' }]);
  expect(await tools.row(away)).toMatchObject({ status: 'active' });
});

test('three digests in a row that a mailbox put off pause a reader, whatever comes twice', async () => {
  const full = await tools.add('full@baku.example', { readTo: 1_000 });
  for (const day of [1, 1, 2]) await tell(full, day, soft);
  expect(await tools.row(full)).toMatchObject({ status: 'active', softBounces: [1, 2] });
  await tell(full, 3, soft);
  expect(await tools.row(full)).toMatchObject({
    status: 'paused',
    reason: expect.stringContaining('MailboxFull') as unknown,
  });
  expect((await tools.row(full)).dueAt).toBeUndefined();
});

test('an event of a mail that is none of ours, or of nobody any more, is of no consequence', async () => {
  const known = await tools.add('known@baku.example', { readTo: 1_000 });
  await caravan.subscribers.remove(known.id);
  await tell(known, 1, { eventType: 'Complaint' });
  await tell(known, 1, { eventType: 'Delivery', mail: { timestamp: new Date().toISOString(), messageId: 'x' } });
  const letters = caravan.twin.stack
    .ofType('AWS::SQS::Queue')
    .find(({ id }) => id.startsWith('MailingEventsDeadLetters'))!;
  expect(caravan.twin.depth(letters.id)).toMatchObject({ visible: 0 });
  expect(await caravan.subscribers.get(known.id)).toBeUndefined();
});

test('what SES says to a topic that becomes its destination is no event, and no dead letter', async () => {
  const topic = caravan.twin.stack.ofType('AWS::SNS::Topic').find(({ id }) => id.startsWith('MailingEvents'))!;
  await new SNSClient(twinOperator(caravan.twin.endpoint)).send(
    new PublishCommand({
      TopicArn: topic.arn,
      Message: 'Successfully validated SNS topic for Amazon SES event publishing.',
    }),
  );
  await caravan.twin.idle();
  const letters = caravan.twin.stack
    .ofType('AWS::SQS::Queue')
    .find(({ id }) => id.startsWith('MailingEventsDeadLetters'))!;
  expect(caravan.twin.depth(letters.id)).toMatchObject({ visible: 0 });
});

test('what is no event of SES is kept for a person to read', async () => {
  const topic = caravan.twin.stack.ofType('AWS::SNS::Topic').find(({ id }) => id.startsWith('MailingEvents'))!;
  await new SNSClient(twinOperator(caravan.twin.endpoint)).send(
    new PublishCommand({ TopicArn: topic.arn, Message: '{"eventType":' }),
  );
  await caravan.twin.idle();
  const letters = caravan.twin.stack
    .ofType('AWS::SQS::Queue')
    .find(({ id }) => id.startsWith('MailingEventsDeadLetters'))!;
  expect(caravan.twin.depth(letters.id)).toMatchObject({ visible: 1 });
});
