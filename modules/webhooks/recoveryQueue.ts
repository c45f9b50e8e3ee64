import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Narrowing, Recovery } from './deliveryMessage.ts';
import { sendAll } from '../../platform/sqs/queue.ts';

/** The fan-out queue as those see it who ask for a recovery: fan-out walks the log and sends what is missing. */
export class RecoveryQueue {
  private readonly client: SQSClient;
  private readonly queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  async ask(recover: Recovery): Promise<void> {
    await sendAll(this.client, this.queueUrl, [{ MessageBody: JSON.stringify({ recover }) }]);
  }

  async askNarrowing(narrow: Narrowing): Promise<void> {
    await sendAll(this.client, this.queueUrl, [{ MessageBody: JSON.stringify({ narrow }) }]);
  }
}
