import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { articleEventSchema } from '../../modules/articles/event.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import type { TestCaravan } from './caravan.ts';

/** Makes a queue that hears the topic of articles, as a filter policy has it. */
export async function subscribedQueue(
  { sqs, twin }: TestCaravan,
  name: string,
  filter: Record<string, string[]>,
): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const sns = new SNSClient(twinOperator(twin.endpoint));
  await sns.send(
    new SubscribeCommand({
      TopicArn: twin.outputs['ArticleTopicArn'],
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn,
      Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify(filter) },
    }),
  );
  sns.destroy();
  return QueueUrl;
}

/** What a queue holds, by the versions that it tells of, with the attributes that filter policies ask of. */
export async function messagesOf(
  { sqs }: TestCaravan,
  QueueUrl: string,
): Promise<{ version: number; attributes: Record<string, string | undefined> }[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.map(({ Body = '', MessageAttributes = {} }) => ({
    version: articleEventSchema.parse(JSON.parse(Body)).article.version,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  })).toSorted((one, other) => one.version - other.version);
}
