import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Queues } from '../aws/queues.ts';

/** A queue of things that are asked for one by one: whoever asks answers its own caller before any of it is done. */
export class RequestQueue<Message> {
  private readonly client: Queues;
  private readonly queueUrl: string;

  constructor(client: Queues, queueUrl: string) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  async ask(message: Message): Promise<void> {
    await this.client.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: JSON.stringify(message) }));
  }
}
