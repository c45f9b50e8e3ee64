import { ChangeMessageVisibilityCommand, DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { Queues } from '../aws/queues.ts';
import { chunks } from '../dynamodb/batches.ts';

/** SQS hides a message for 12 hours at most, counted from when it was received. */
const longestSeconds = 43_000;

/** The queue that a function works off, with the messages that it holds. */
export class OwnQueue {
  private readonly client: Queues;
  private readonly queueUrl: string;

  constructor(client: Queues, queueUrl: string) {
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

/** A batch that takes longer than this has somebody slow in it. */
const patienceMs = 1_000;
/** What is done then is deleted together with what is done a moment later: each call is paid for. */
const gatherMs = 200;

/**
 * Deletes what is done of a batch before the batch is. Lambda deletes messages only when all are done, and until then
 * their message groups stand still: one that hangs would hold up those that happen to share its batch. So once a batch
 * takes long, what is done is deleted within a moment; that Lambda deletes it again is of no consequence.
 */
export class EarlyAck {
  private readonly queue: OwnQueue;
  private done: SQSRecord[] = [];
  private isImpatient = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly deleting: Promise<void>[] = [];

  constructor(queue: OwnQueue) {
    this.queue = queue;
    this.timer = setTimeout(() => {
      this.isImpatient = true;
      this.deleteDone();
    }, patienceMs);
  }

  finish(record: SQSRecord): void {
    this.done.push(record);
    if (this.isImpatient)
      this.timer ??= setTimeout(() => {
        this.deleteDone();
      }, gatherMs);
  }

  /** The batch is done: what waits to be deleted, Lambda deletes. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await Promise.all(this.deleting);
  }

  private deleteDone(): void {
    this.timer = undefined;
    this.deleting.push(this.queue.delete(this.done)); // what could not be deleted, Lambda deletes
    this.done = [];
  }
}
