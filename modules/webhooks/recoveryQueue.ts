import type { Narrowing, Recovery } from './deliveryMessage.ts';
import { SqsQueue } from '../../platform/sqs/queue.ts';

/** The fan-out queue as those see it who ask for a recovery: fan-out walks the log and sends what is missing. */
export class RecoveryQueue extends SqsQueue {
  async ask(recover: Recovery): Promise<void> {
    await this.sendAll([{ MessageBody: JSON.stringify({ recover }) }]);
  }

  async askNarrowing(narrow: Narrowing): Promise<void> {
    await this.sendAll([{ MessageBody: JSON.stringify({ narrow }) }]);
  }
}
