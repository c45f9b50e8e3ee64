import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { suppressNag } from './suppressNag.ts';
import { runbookAlarm } from './runbookAlarm.ts';
import type { Runbook } from './runbookAlarm.ts';
import type { StageContext } from './StageContext.ts';

/**
 * Where what could not be done waits for a person, 14 days (the most that SQS keeps), with an alarm from the first
 * message on.
 */
export class DeadLetterQueue extends Queue {
  constructor(
    scope: Construct,
    id: string,
    { fifo, runbook, ...context }: StageContext & { fifo?: true; runbook: Runbook },
  ) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...(fifo && { fifo }),
    });
    suppressNag(this, 'SQS3', 'It is itself where dead letters wait, for a person.');
    const metric = this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' });
    runbookAlarm(this, 'Alarm', context, runbook, { metric });
  }
}
