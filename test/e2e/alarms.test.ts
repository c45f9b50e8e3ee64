import { once } from 'node:events';
import { SendMessageCommand, SQSClient, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { startPublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();

const alarm = (name: string, nowMs?: number) =>
  caravan.twin.cloudWatch.look(nowMs).find((one) => one.name === `caravan-local: ${name}`);

it('runs every alarm and every widget of the template, and none fires on a quiet twin', () => {
  const { stack, cloudWatch } = caravan.twin;
  expect(cloudWatch.look().filter(({ state }) => state === 'ALARM')).toEqual([]);
  expect(cloudWatch.look()).toHaveLength(
    stack.ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm').length,
  );
  expect(caravan.twin.notRun.join()).not.toMatch(/alarm|dashboard/i);
});

it('fires on a dead letter, names its runbook entry, and is calm again when the queue is empty', async () => {
  const sqs = new SQSClient(twinOperator(caravan.twin.endpoint));
  const queue = caravan.twin.stack
    .ofType('AWS::SQS::Queue')
    .find(({ id }) => id.startsWith('DeliveringFanoutDeadLetters'));
  const QueueUrl = `${caravan.twin.endpoint}/000000000000/${queue?.name ?? ''}`;
  const told = once(caravan.twin.events, 'alarm');
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  expect(alarm('Fan-out dead letters')).toMatchObject({
    state: 'ALARM',
    measured: true,
    tells: true,
    description: expect.stringContaining('docs/runbook.md#') as string,
  });
  expect((await told)[0]).toMatchObject({ name: 'caravan-local: Fan-out dead letters', state: 'ALARM' });
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect(alarm('Fan-out dead letters', Date.now() + 120_000)?.state).toBe('OK');
});

it('measures what functions write in the embedded format, and how they run', async () => {
  const publisher = await startPublisher();
  publisher.items = [{ guid: '1', title: 'A story of the day' }];
  await caravan.add('gazette', publisher.url);
  await publisher.stop();
  const { store } = caravan.twin.cloudWatch;
  const sum = (namespace: string, name: string, dimensions: Record<string, string>) =>
    store.between({ namespace, name, dimensions }, Date.now() - 60_000, Date.now() + 1)?.sum;
  expect(sum('Caravan/local', 'Poll.new', { service: 'ingest' })).toBe(1);
  expect(sum('Caravan/local', 'PublishedInTime', { service: 'publish' })).toBe(1);
  const ingest = caravan.twin.stack.ofType('AWS::Lambda::Function').find(({ id }) => id.startsWith('PollingIngest'));
  expect(sum('AWS/Lambda', 'Invocations', { FunctionName: ingest?.name ?? '' })).toBe(1);
  expect(sum('AWS/Lambda', 'Errors', { FunctionName: ingest?.name ?? '' })).toBe(0);
});
