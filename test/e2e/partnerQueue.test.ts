import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { articleEventSchema } from '../../modules/articles/event.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { usePublisher } from '../helpers/publisher.ts';

const caravan = useCaravan();
const publisher = usePublisher();
let sqs: SQSClient;
let sns: SNSClient;
beforeAll(async () => {
  sqs = new SQSClient(twinOperator(caravan.twin.endpoint));
  sns = new SNSClient(twinOperator(caravan.twin.endpoint));
});
afterAll(async () => {
  sqs.destroy();
  sns.destroy();
});

/** A partner in AWS subscribes a queue of its own to the topic. */
async function subscribe(name: string, filter: Record<string, string[]>): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  await sns.send(
    new SubscribeCommand({
      TopicArn: caravan.twin.outputs['ArticleTopicArn'],
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify(filter) },
    }),
  );
  return QueueUrl;
}

async function received(
  QueueUrl: string,
): Promise<{ title: string; attributes: Record<string, [string | undefined, string | undefined]> }[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.map(({ Body = '', MessageAttributes = {} }) => ({
    title: articleEventSchema.parse(JSON.parse(Body)).article.title,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType, StringValue }]) => [name, [DataType, StringValue]]),
    ),
  }));
}

test('a queue of a partner hears of what its filter asks for, and of nothing else', async () => {
  const [bySource, byOther, byType] = await Promise.all([
    subscribe('this-source', { source: ['emn'], type: ['article.published'] }),
    subscribe('other-source', { source: ['somebody-else'] }),
    subscribe('withdrawals', { type: ['article.withdrawn'] }),
  ]);
  publisher.items = [{ guid: 's', title: 'Cup final', extra: '<category>Winter Sport</category>' }];
  await caravan.add('emn', publisher.url);
  publisher.withdrawn = ['s'];
  publisher.items = [];
  await caravan.poll('emn');
  await caravan.announced(2);
  expect(await received(bySource)).toEqual([
    {
      title: 'Cup final',
      // The engine here knows no String.Array in filters, as SNS does: that topics are one is what can be shown.
      attributes: {
        type: ['String', 'article.published'],
        source: ['String', 'emn'],
        topics: ['String.Array', '["testing","winter-sport"]'],
      },
    },
  ]);
  expect(await received(byOther)).toEqual([]);
  expect(await received(byType)).toMatchObject([
    { title: 'Cup final', attributes: { type: ['String', 'article.withdrawn'] } },
  ]);
});
