import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { reconcileEnv } from '../../functions/reconcile/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import type { Delivering } from './Delivering.ts';
import { appMetric, runbookAlarm } from './runbookAlarm.ts';
import { Scheduled } from './Scheduled.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';

/**
 * Every hour → what was published, beside the ledgers; readers who are active, and due never; what waits for an editor
 * → what nobody would bring any more.
 */
export class Reconciling extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      store,
      delivering: { deliveries, fanout },
      ...context
    }: StageContext & { store: Store; delivering: Pick<Delivering, 'deliveries' | 'fanout'> },
  ) {
    super(scope, id);
    const reconcile = new CaravanFunction(this, 'Reconcile', {
      ...context,
      folder: 'reconcile',
      env: reconcileEnv,
      environment: {
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        DELIVERIES_TABLE: store.deliveries.tableName,
        DELIVERIES_QUEUE_URL: deliveries.queueUrl,
        FANOUT_QUEUE_URL: fanout.queueUrl,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
      },
      timeout: Duration.minutes(10),
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Reconcile fails',
        readerImpact: 'Nothing, while all else works: what gets lost meanwhile is found late.',
      },
    });
    reconcile.grantTable(store.subscribers, ['Query', 'PutItem'], ['Query', 'Scan']);
    reconcile.grantTable(store.articles, ['Query', 'BatchGetItem'], ['Query', 'Scan']);
    reconcile.grantTable(store.deliveries, ['Query', 'BatchWriteItem'], ['Query', 'Scan']);
    deliveries.grant(reconcile, 'sqs:SendMessage');
    fanout.grant(reconcile, 'sqs:SendMessage');
    new Scheduled(this, 'ReconcileRun', { ...context, target: reconcile, name: 'Reconcile', every: Duration.hours(1) });

    this.addAlarms(context);
  }

  private addAlarms(context: StageContext): void {
    const found = (metricName: string) => ({
      metric: appMetric(context, 'reconcile', metricName).with({ period: Duration.hours(1) }),
    });
    runbookAlarm(
      this,
      'MissingAlarm',
      context,
      {
        wide: true,
        heading: 'Deliveries were missing',
        readerImpact: "Partners' sites lacked articles that no queue would have brought; they are sent now.",
      },
      found('DeliveriesMissing'),
    );
    runbookAlarm(
      this,
      'NeverDueAlarm',
      context,
      {
        wide: true,
        heading: 'Readers were never due',
        readerImpact: 'Some readers would have had no digest any more; they have a due time again.',
      },
      found('ReadersWithoutDueTime'),
    );
    runbookAlarm(
      this,
      'HeldLongAlarm',
      context,
      {
        wide: true,
        heading: 'Stories wait for an editor',
        readerImpact:
          'Stories or corrections that a rule of editors holds have waited for a person for four hours or more.',
      },
      found('StoriesHeldLong'),
    );
  }
}
