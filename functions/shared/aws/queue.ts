import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import { chunks } from './batches.ts';

export type QueueMessage = Omit<SendMessageBatchRequestEntry, 'Id'>;

/** Sends messages, 10 to a call. Throws where SQS refused any, naming its reason: the caller's retry sends them again. */
export async function sendAll(client: SQSClient, queueUrl: string, messages: readonly QueueMessage[]): Promise<void> {
  for (const chunk of chunks(messages, 10)) {
    const Entries = chunk.map((message, index) => ({ ...message, Id: String(index) }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const [first] = Failed;
    if (first) throw new Error(`SQS refused ${Failed.length} of ${chunk.length} messages: ${first.Code ?? 'unknown'} ${first.Message ?? ''}`.trim());
  }
}
