import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import type { Queues } from '../aws/queues.ts';
import { chunks } from '../dynamodb/batches.ts';

export type QueueMessage = Omit<SendMessageBatchRequestEntry, 'Id'>;

const callsAtOnce = 16;

/** An SQS queue, as those see it who send to it. */
export class SqsQueue {
  private readonly client: Queues;
  private readonly queueUrl: string;

  constructor(client: Queues, queueUrl: string) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  /**
   * Sends messages, 10 to a call, several calls at once: those of one message group keep their order only within a
   * call. Throws where SQS refused any, naming its reason: the caller's retry sends them again.
   */
  async sendAll(messages: readonly QueueMessage[]): Promise<void> {
    for (const calls of chunks(chunks(messages, 10), callsAtOnce)) {
      await Promise.all(calls.map((chunk) => this.sendTen(chunk)));
    }
  }

  private async sendTen(messages: readonly QueueMessage[]): Promise<void> {
    const Entries = messages.map((message, index) => ({ ...message, Id: String(index) }));
    const { Failed = [] } = await this.client.send(new SendMessageBatchCommand({ QueueUrl: this.queueUrl, Entries }));
    const [first] = Failed;
    if (!first) return;
    const reason = `${first.Code ?? 'unknown'} ${first.Message ?? ''}`.trim();
    throw new Error(`SQS refused ${Failed.length} of ${messages.length} messages: ${reason}`);
  }
}
