import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { CaravanFunction } from './CaravanFunction.ts';
import { DeadLetterQueue } from './DeadLetterQueue.ts';
import type { StageContext } from './StageContext.ts';

/**
 * Runs a function at a rate. A missed run is made good by the next, so a failed event is kept but not retried for long.
 */
export class Scheduled extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      target,
      name,
      every = Duration.minutes(1),
      ...context
    }: StageContext & { target: CaravanFunction; name: string; every?: Duration },
  ) {
    super(scope, id);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      ...context,
      runbook: {
        wide: true,
        heading: `${name} dead letters`,
        readerImpact: `A run of ${name.toLowerCase()} failed for good; the next run makes it good unless it fails too.`,
      },
    });
    deadLetters.grant(target, 'sqs:SendMessage');
    target.configureAsyncInvoke({
      retryAttempts: 1,
      maxEventAge: Duration.minutes(2),
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    });
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(every),
      targets: [
        new LambdaFunction(target, {
          retryAttempts: 2,
          maxEventAge: Duration.minutes(2),
          deadLetterQueue: deadLetters,
        }),
      ],
    });
  }
}
