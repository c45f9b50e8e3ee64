import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';

/** Long enough to move a handful, short enough that what a crash leaves is seen again soon. */
const heldSeconds = 60;

/**
 * Goes through a queue once, ten at a time: each message is held while it is looked at, and what was not taken is let
 * go at once. Of a FIFO queue's group the next comes only when the one before it is gone.
 * @param take true where the message is gone, and the next of its group may come
 * @param limit looks at no more than so many
 * @returns how many were taken, and how many left
 */
export async function goThrough(
  sqs: SQSClient,
  queueUrl: string,
  take: (message: Message) => Promise<boolean>,
  limit = Infinity,
): Promise<{ taken: number; left: number }> {
  const left: Message[] = [];
  let taken = 0;
  try {
    while (taken + left.length < limit) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: Math.min(10, limit - taken - left.length),
          VisibilityTimeout: heldSeconds,
          WaitTimeSeconds: 1,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        }),
      );
      if (Messages.length === 0) break;
      left.push(...Messages);
      for (const message of Messages) {
        if (!(await take(message))) continue;
        left.splice(left.indexOf(message), 1);
        taken += 1;
      }
    }
    return { taken, left: left.length };
  } finally {
    for (const { ReceiptHandle } of left)
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  }
}

export const remove = (sqs: SQSClient, queueUrl: string, { ReceiptHandle }: Message) =>
  sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));

/**
 * Sends a message back to where it came from, and only then removes it here: a crash between the two leaves it in both,
 * which every worker bears. Of FIFO queues the group is kept, and the letter's own id stops the second of two sends.
 */
export async function sendBack(sqs: SQSClient, from: string, to: string, message: Message): Promise<void> {
  const { MessageId, Body, MessageAttributes, Attributes } = message;
  const group = Attributes?.MessageGroupId;
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: to,
      MessageBody: Body,
      MessageAttributes,
      ...(to.endsWith('.fifo') && { MessageGroupId: group, MessageDeduplicationId: MessageId }),
    }),
  );
  await remove(sqs, from, message);
}
