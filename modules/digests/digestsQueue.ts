import type { DigestMessage } from './digestMessage.ts';
import { SqsQueue } from '../../platform/sqs/queue.ts';

/**
 * The FIFO queue of digests that are due. The reader is the message group: one digest at a time for each, all side by
 * side.
 */
export class DigestsQueue extends SqsQueue {
  /** A digest that is asked for again within five minutes is one message (SQS deduplication). */
  async ask(digests: readonly DigestMessage[]): Promise<void> {
    await this.sendAll(
      digests.map((digest) => ({
        MessageBody: JSON.stringify(digest),
        MessageGroupId: digest.subscriberId,
        MessageDeduplicationId: `${digest.subscriberId}/${digest.dueAt}`,
      })),
    );
  }
}
