import { SqsQueue } from '../../platform/sqs/queue.ts';
import { secondsOf } from '../../platform/values/time.ts';
import type { ArticleLog } from '../articles/articleLog.ts';
import type { DeliveryMessage, Narrowing, Recovery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';

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

/** The fan-out queue as those see it who ask for a recovery: fan-out walks the log and sends what is missing. */
export class RecoveryQueue extends SqsQueue {
  async ask(recover: Recovery): Promise<void> {
    await this.sendAll([{ MessageBody: JSON.stringify({ recover }) }]);
  }

  async askNarrowing(narrow: Narrowing): Promise<void> {
    await this.sendAll([{ MessageBody: JSON.stringify({ narrow }) }]);
  }
}

/**
 * An endpoint was changed: it is to be told of the articles that it asks for no more, and, where it is enabled again,
 * of the withdrawals that it missed. The row says the first until it is done; of the second, whoever asks to enable it
 * again gets an error, and asks again.
 */
export async function tellEnds(
  before: Endpoint,
  { partnerId, id, status, narrowedAt, updatedAt }: Endpoint,
  { recoveries, log }: { recoveries: RecoveryQueue; log: Pick<ArticleLog, 'placeOf'> },
): Promise<void> {
  if (status !== 'enabled') return;
  if (narrowedAt !== undefined) await recoveries.askNarrowing({ partnerId, endpointId: id, narrowedAt });
  if (before.status === 'disabled' && before.disabled) {
    await recoveries.ask({
      partnerId,
      endpointId: id,
      after: await log.placeOf(secondsOf(before.disabled.at)),
      asked: updatedAt,
      only: 'ends',
    });
  }
}
