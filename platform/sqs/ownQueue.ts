import { ChangeMessageVisibilityCommand, DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { chunks } from '../dynamodb/batches.ts';

/** SQS hides a message for 12 hours at most, counted from when it was received. */
const longestSeconds = 43_000;

/** The queue that a function works off, with the messages that it holds. */
export class OwnQueue {
  private readonly client: SQSClient;
  private readonly queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.client = client;
    this.queueUrl = queueUrl;
  }

  /**
   * Lets a message rest: it is received again after so many seconds, and in a FIFO queue its group stands still until
   * then.
   */
  async hide({ receiptHandle }: Pick<SQSRecord, 'receiptHandle'>, seconds: number): Promise<void> {
    await this.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.min(longestSeconds, Math.max(0, Math.ceil(seconds))),
      }),
    );
  }

  /** Deletes messages, 10 to a call; where SQS refuses, they stay. */
  async delete(records: readonly Pick<SQSRecord, 'receiptHandle'>[]): Promise<void> {
    const calls = chunks(records, 10).map((ten) =>
      this.client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: this.queueUrl,
          Entries: ten.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle })),
        }),
      ),
    );
    await Promise.allSettled(calls);
  }
}
