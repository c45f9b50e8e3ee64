import { Duration } from 'aws-cdk-lib';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DeadLetterQueue } from './DeadLetterQueue.ts';
import type { Runbook } from './runbookAlarm.ts';
import type { StageContext } from './StageContext.ts';

export interface WorkQueueProps extends StageContext {
  /** In the order of each message group. */
  readonly fifo?: true;
  /**
   * The time that its function may take: a message is hidden for six times that (Lambda developer guide, "Using Lambda
   * with Amazon SQS").
   */
  readonly workerTimeout: Duration;
  readonly retentionPeriod: Duration;
  readonly maxReceiveCount: number;
  /** The dead-letter queue beside it: its construct id, and its entry in the runbook. */
  readonly deadLetters: { readonly id: string; readonly runbook: Runbook };
}

/** A queue that a function works off, with its dead letters. */
export class WorkQueue extends Queue {
  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    const { fifo, workerTimeout, retentionPeriod, maxReceiveCount, deadLetters, ...context } = props;
    super(scope, id, {
      ...(fifo && {
        fifo,
        // Without these two, SQS takes 300 calls a second for the whole queue: a million sources would be more.
        deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
        fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      }),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod,
      visibilityTimeout: Duration.seconds(6 * workerTimeout.toSeconds()),
      deadLetterQueue: {
        queue: new DeadLetterQueue(scope, deadLetters.id, { ...context, fifo, runbook: deadLetters.runbook }),
        maxReceiveCount,
      },
    });
  }
}
