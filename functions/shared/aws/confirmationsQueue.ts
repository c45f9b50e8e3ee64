import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Confirmation } from '../events/confirmation.ts';

/** The queue of sign-ups: a mail asks whoever has the address. The page that takes them answers before anything of the reader is looked at. */
export class ConfirmationsQueue {
  private readonly client: SQSClient;
  private readonly queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  async ask(confirmation: Confirmation): Promise<void> {
    await this.client.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: JSON.stringify(confirmation) }));
  }
}
