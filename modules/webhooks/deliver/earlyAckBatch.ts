import { ChangeMessageVisibilityCommand, DeleteMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { chunks } from '../../../platform/dynamodb/batches.ts';

/** A batch that takes longer than this has somebody slow in it. */
const patienceMs = 1_000;

/**
 * The messages of a batch, while they are worked on. Lambda deletes them only when all are done, and until then their
 * endpoints' groups stand still: one endpoint that hangs would hold up those that happen to share its batch. So once a
 * batch takes long, what is done is deleted at once; that Lambda deletes it again is of no consequence.
 */
export class EarlyAckBatch {
  private readonly sqs: SQSClient;
  private readonly queueUrl: string;
  private readonly failed = new Set<string>();
  private done: SQSRecord[] = [];
  private impatient = false;
  private readonly timer: NodeJS.Timeout;
  private deleting: Promise<unknown>[] = [];

  constructor(sqs: SQSClient, queueUrl: string) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.timer = setTimeout(() => {
      this.impatient = true;
      this.deleteDone();
    }, patienceMs);
  }

  finish(record: SQSRecord): void {
    this.done.push(record);
    if (this.impatient) this.deleteDone();
  }

  /** The message comes again after its visibility timeout. */
  fail({ messageId }: SQSRecord): void {
    this.failed.add(messageId);
  }

  /** The message comes again after so long, and its endpoint hears nothing else until then. */
  async comeAgain(record: SQSRecord, seconds: number): Promise<void> {
    this.fail(record);
    await this.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.queueUrl,
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  }

  /** @returns the messages that must come again */
  async close(): Promise<{ itemIdentifier: string }[]> {
    clearTimeout(this.timer);
    await Promise.all(this.deleting);
    return [...this.failed].map((itemIdentifier) => ({ itemIdentifier }));
  }

  private deleteDone(): void {
    const calls = chunks(this.done, 10).map((ten) =>
      this.sqs.send(
        new DeleteMessageBatchCommand({
          QueueUrl: this.queueUrl,
          Entries: ten.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle })),
        }),
      ),
    );
    this.done = [];
    // what could not be deleted, Lambda deletes
    this.deleting.push(...calls.map((call) => call.catch(() => undefined)));
  }
}
