import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { chunks } from '../dynamodb/batches.ts';

export type QueueMessage = Omit<SendMessageBatchRequestEntry, 'Id'>;

const callsAtOnce = 16;

/**
 * Sends messages, 10 to a call, several calls at once: those of one message group keep their order only within a call.
 * Throws where SQS refused any, naming its reason: the caller's retry sends them again.
 */
export async function sendAll(client: SQSClient, queueUrl: string, messages: readonly QueueMessage[]): Promise<void> {
  for (const calls of chunks(chunks(messages, 10), callsAtOnce)) {
    await Promise.all(calls.map((chunk) => sendTen(client, queueUrl, chunk)));
  }
}

async function sendTen(client: SQSClient, queueUrl: string, messages: readonly QueueMessage[]): Promise<void> {
  const Entries = messages.map((message, index) => ({ ...message, Id: String(index) }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  const [first] = Failed;
  if (first)
    throw new Error(
      `SQS refused ${Failed.length} of ${messages.length} messages: ${first.Code ?? 'unknown'} ${first.Message ?? ''}`.trim(),
    );
}
