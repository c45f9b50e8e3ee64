import { TwinError } from '../twinError.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';
import type { Resource, Stack } from '../template/stack.ts';
import type { MessageEngine } from './messageEngine.ts';

/** CloudFormation's properties that SQS takes as attributes under the same name. */
const queueAttributes = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];
/** FifoQueue is for ever; the other two the engine takes at a queue's creation alone. */
const settable = (name: string): boolean => !['FifoQueue', 'DeduplicationScope', 'FifoThroughputLimit'].includes(name);

const attributeText = (value: Json): string => (isObject(value) ? JSON.stringify(value) : textOf(value));

function attributesOf(properties: JsonObject, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = properties[name];
      return value === undefined || value === null ? [] : [[name, attributeText(value)]];
    }),
  );
}

/** Creates the queues that are not there yet, and gives the others the template's attributes; messages stay. */
export async function createQueues({ server, sqs }: MessageEngine, stack: Stack): Promise<void> {
  for (const { name, properties } of stack.ofType('AWS::SQS::Queue')) {
    const attributes = attributesOf(properties, queueAttributes);
    if (server.inspectQueue(name) === undefined) server.createQueue(name, { attributes });
    else
      await sqs('SetQueueAttributes', name, {
        Attributes: Object.fromEntries(Object.entries(attributes).filter(([key]) => settable(key))),
      });
  }
}

/** The twin's own queue on a topic: it sees what a partner in AWS would see. */
export const tapOf = (topic: Resource): string => `twin-tap-${topic.name.slice(0, 60)}`.replace(/\.fifo$/, '-fifo');

/**
 * Creates topics and subscriptions anew: they hold no messages, and what the template no longer has must go.
 * Each topic also gets the twin's own tap.
 */
export function createTopics({ server }: MessageEngine, stack: Stack): void {
  for (const topic of stack.ofType('AWS::SNS::Topic')) {
    server.deleteTopic(topic.name);
    server.createTopic(topic.name, {
      attributes: attributesOf(topic.properties, ['DisplayName', 'FifoTopic', 'ContentBasedDeduplication']),
    });
    if (server.inspectQueue(tapOf(topic)) === undefined) server.createQueue(tapOf(topic));
    server.subscribe({ topic: topic.name, queue: tapOf(topic) });
  }
  for (const { id, properties } of stack.ofType('AWS::SNS::Subscription')) {
    const topic = stack.byArn(properties['TopicArn']);
    const queue = stack.byArn(properties['Endpoint']);
    if (properties['Protocol'] !== 'sqs' || topic === undefined || queue?.type !== 'AWS::SQS::Queue') {
      throw new TwinError(
        `The twin cannot run the subscription ${id}: only topics and queues of the same stack, over protocol sqs.`,
      );
    }
    requireQueuePolicy(stack, queue, topic);
    const attributes = attributesOf(properties, [
      'FilterPolicy',
      'FilterPolicyScope',
      'RawMessageDelivery',
      'RedrivePolicy',
    ]);
    server.subscribe({
      topic: topic.name,
      queue: queue.name,
      ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    });
  }
}

/** In AWS, a topic whose queue has no policy for it delivers nothing, and says nothing. */
function requireQueuePolicy(stack: Stack, queue: Resource, topic: Resource): void {
  const allowed = stack
    .ofType('AWS::SQS::QueuePolicy')
    .some(
      ({ properties: { Queues: queues, PolicyDocument: document } }) =>
        Array.isArray(queues) && queues.includes(queue.ref) && JSON.stringify(document).includes('sns.amazonaws.com'),
    );
  if (!allowed)
    throw new TwinError(
      `The queue ${queue.id} has no policy that lets the topic ${topic.id} send to it: in AWS nothing would arrive.`,
    );
}
