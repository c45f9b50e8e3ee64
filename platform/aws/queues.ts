import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { commandSender } from './send.ts';
import { jsonCall } from './jsonCall.ts';

/** Whoever sends SQS's commands: the SDK's own client, or the functions' transport. */
export type Queues = Pick<SQSClient, 'send'>;

const operations = new Map<unknown, string>([
  [SendMessageCommand, 'SendMessage'],
  [SendMessageBatchCommand, 'SendMessageBatch'],
  [DeleteMessageBatchCommand, 'DeleteMessageBatch'],
  [ChangeMessageVisibilityCommand, 'ChangeMessageVisibility'],
]);

/** One for a worker. Queues are told by the address in the command. */
export const queueClient = (): Queues =>
  commandSender<Queues>(operations, jsonCall({ name: 'sqs', target: 'AmazonSQS', version: '1.0' }));
