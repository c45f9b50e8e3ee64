import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DigestMessage } from './digestMessage.ts';
import { sendAll } from '../../platform/sqs/queue.ts';

/**
 * The FIFO queue of digests that are due. The reader is the message group: one digest at a time for each, all side by
 * side.
 */
export class DigestsQueue {
  private readonly client: SQSClient;
  private readonly queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  /** A digest that is asked for again within five minutes is one message (SQS deduplication). */
  async ask(digests: readonly DigestMessage[]): Promise<void> {
    await sendAll(
      this.client,
      this.queueUrl,
      digests.map((digest) => ({
        MessageBody: JSON.stringify(digest),
        MessageGroupId: digest.subscriberId,
        MessageDeduplicationId: `${digest.subscriberId}/${digest.dueAt}`,
      })),
    );
  }
}
