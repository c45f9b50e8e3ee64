import { SqsQueue } from '../../platform/sqs/queue.ts';
import * as z from 'zod/mini';
import { epochSecondsSchema } from '../../platform/values/schema.ts';

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

/** A message of the digests queue: this reader's digest, which is due since then, up to a place in the log. */
export const digestMessageSchema = z.object({ subscriberId: z.string(), dueAt: epochSecondsSchema, until: z.int() });
export type DigestMessage = z.infer<typeof digestMessageSchema>;
