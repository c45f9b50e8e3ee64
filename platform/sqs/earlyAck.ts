import type { SQSRecord } from 'aws-lambda';
import type { OwnQueue } from './ownQueue.ts';

/** A batch that takes longer than this has somebody slow in it. */
const patienceMs = 1_000;

/**
 * Deletes what is done of a batch before the batch is. Lambda deletes messages only when all are done, and until then
 * their message groups stand still: one that hangs would hold up those that happen to share its batch. So once a batch
 * takes long, what is done is deleted at once; that Lambda deletes it again is of no consequence.
 */
export class EarlyAck {
  private readonly queue: OwnQueue;
  private done: SQSRecord[] = [];
  private isImpatient = false;
  private readonly timer: NodeJS.Timeout;
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
    if (this.isImpatient) this.deleteDone();
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await Promise.all(this.deleting);
  }

  private deleteDone(): void {
    this.deleting.push(this.queue.delete(this.done)); // what could not be deleted, Lambda deletes
    this.done = [];
  }
}
