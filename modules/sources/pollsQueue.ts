import { createHash, randomUUID } from 'node:crypto';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { SqsQueue } from '../../platform/sqs/queue.ts';

/** The FIFO queue of polls. The host is the message group: one poll at a time per host, whoever the worker is. */
export class PollsQueue extends SqsQueue {
  /**
   * Asks for the polls that are due. The same source with the same due time within five minutes is one message (SQS
   * deduplication).
   */
  async ask(sources: readonly Due[]): Promise<void> {
    await this.sendAll(sources.map((source) => messageOf(source, '')));
  }

  /** Asks for a poll whatever was asked for before: somebody knows that there is news. */
  async askAnew(source: Due): Promise<void> {
    await this.sendAll([messageOf(source, `#${randomUUID()}`)]);
  }
}

interface Due {
  readonly id: string;
  readonly url: string;
  readonly nextPollAt: EpochSeconds;
}

const messageOf = ({ id, url, nextPollAt }: Due, suffix: string) => ({
  MessageBody: JSON.stringify({ sourceId: id, dueAt: nextPollAt }),
  MessageGroupId: groupOf(url),
  MessageDeduplicationId: `${id}@${nextPollAt}${suffix}`,
});

/** A message group id takes at most 128 characters; a host name may have 253. */
function groupOf(url: string): string {
  const { host } = new URL(url);
  return host.length <= 128 ? host : createHash('sha256').update(host).digest('hex');
}
