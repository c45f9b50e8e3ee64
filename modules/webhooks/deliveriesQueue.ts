import type { DeliveryMessage } from './deliveryMessage.ts';
import { SqsQueue } from '../../platform/sqs/queue.ts';

/**
 * The FIFO queue of deliveries. The endpoint is the message group: one worker at a time, in order, so that an endpoint
 * that hangs holds one worker and nobody else, and nothing newer overtakes what is on its way.
 */
export class DeliveriesQueue extends SqsQueue {
  /** The same delivery on the same occasion within five minutes is one message (SQS deduplication). */
  async send(asked: readonly AskedDelivery[]): Promise<void> {
    await this.sendAll(
      asked.map(({ message, occasion }) => ({
        MessageBody: JSON.stringify(message),
        MessageGroupId: message.endpointId,
        MessageDeduplicationId: `${message.endpointId}/${message.articleId}-${message.version}${message.end ? '-end' : ''}/${occasion}`,
      })),
    );
  }
}

export interface AskedDelivery {
  readonly message: DeliveryMessage;
  /** Why it is sent: the first time, a due time, somebody's wish. */
  readonly occasion: string;
}
