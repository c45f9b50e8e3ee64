import { Duration } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deliverEnv } from '../../functions/deliver/env.ts';
import { fanoutEnv } from '../../functions/fanout/env.ts';
import { dueDeliveriesEnv } from '../../functions/due-deliveries/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { Key } from './Key.ts';
import { Scheduled } from './Scheduled.ts';
import { appMetric, runbookAlarm } from './runbookAlarm.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';
import { WorkQueue } from './WorkQueue.ts';

interface Parts extends StageContext {
  readonly store: Store;
  readonly publicUrl: string;
}

const fanoutTimeout = Duration.seconds(120);
const deliverTimeout = Duration.seconds(60);

/** SNS → fan-out → deliveries.fifo → deliver → partners' endpoints. Retry brings back what failed and is due. */
export class Delivering extends Construct {
  readonly fanout: Queue;
  readonly deliveries: Queue;
  /** The key that seals the secrets of endpoints. */
  readonly endpointKey: Key;

  constructor(scope: Construct, id: string, { topic, ...parts }: Parts & { topic: Topic }) {
    super(scope, id);
    this.endpointKey = new Key(this, 'EndpointKey', { ...parts, key: 'endpoint-key' });
    this.fanout = new WorkQueue(this, 'FanoutQueue', {
      ...parts,
      workerTimeout: fanoutTimeout,
      retentionPeriod: Duration.days(14),
      maxReceiveCount: 5,
      deadLetters: {
        id: 'FanoutDeadLetters',
        runbook: {
          heading: 'Fan-out dead letters',
          readerImpact: 'An article, or a recovery, reached no webhook; the pull API has the article.',
        },
      },
    });
    topic.addSubscription(new SqsSubscription(this.fanout, { rawMessageDelivery: true }));
    this.deliveries = new WorkQueue(this, 'Deliveries', {
      ...parts,
      fifo: true,
      workerTimeout: deliverTimeout,
      retentionPeriod: Duration.days(14),
      maxReceiveCount: 8, // a retry after seconds is a receive too
      deadLetters: {
        id: 'DeliveriesDeadLetters',
        runbook: {
          heading: 'Deliveries dead letters',
          readerImpact: 'A delivery could not be worked on, by our own fault; its partner lacks an article.',
        },
      },
    });
    this.addFanout(parts);
    this.addDeliver(parts);
    this.addRetry(parts);
    this.addAlarms(parts);
  }

  private addFanout({ store, ...context }: Parts): void {
    const fanout = new CaravanFunction(this, 'Fanout', {
      ...context,
      folder: 'fanout',
      env: fanoutEnv,
      environment: {
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        DELIVERIES_TABLE: store.deliveries.tableName,
        DELIVERIES_QUEUE_URL: this.deliveries.queueUrl,
        FANOUT_QUEUE_URL: this.fanout.queueUrl,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
      },
      timeout: fanoutTimeout,
      memorySize: 512,
      runbook: { wide: true, heading: 'Fan-out fails', readerImpact: 'Webhooks are late; nothing is lost.' },
      wakesItself: true, // a recovery walks the log step by step, and ends where the log does
    });
    fanout.grantTable(store.subscribers, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem']);
    fanout.grantTable(store.articles, ['Query', 'BatchGetItem']);
    fanout.grantTable(store.deliveries, ['BatchGetItem', 'Query']);
    this.deliveries.grant(fanout, 'sqs:SendMessage');
    this.fanout.grant(fanout, 'sqs:SendMessage');
    fanout.consumes(this.fanout, { batchSize: 10 });
  }

  private addDeliver({ store, publicUrl, ...context }: Parts): void {
    const deliver = new CaravanFunction(this, 'Deliver', {
      ...context,
      folder: 'deliver',
      parts: ['modules/feed-writing/generators.ts'],
      env: deliverEnv,
      environment: {
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        DELIVERIES_TABLE: store.deliveries.tableName,
        DELIVERIES_QUEUE_URL: this.deliveries.queueUrl,
        ENDPOINT_KEY_ARN: this.endpointKey.arn,
        PUBLIC_URL: publicUrl,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        USER_AGENT: userAgentOf(publicUrl),
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
      },
      timeout: deliverTimeout,
      memorySize: 256, // it waits for ten answers at once, and waiting is paid by memory
      runbook: { wide: true, heading: 'Deliver fails', readerImpact: 'Webhooks are late; nothing is lost.' },
    });
    deliver.grantTable(store.subscribers, ['BatchGetItem', 'UpdateItem']);
    deliver.grantTable(store.articles, ['Query', 'BatchGetItem', 'GetItem']);
    deliver.grantTable(store.deliveries, ['BatchGetItem', 'Query', 'PutItem', 'BatchWriteItem']);
    deliver.grantReadSecret(this.endpointKey);
    deliver.consumes(this.deliveries, { batchSize: 10, maxConcurrency: context.settings.atOnce.deliver });
    this.deliveries.grant(deliver, 'sqs:ChangeMessageVisibility'); // a first retry waits in the queue
  }

  private addRetry({ store, ...context }: Parts): void {
    const retry = new CaravanFunction(this, 'Retry', {
      ...context,
      folder: 'due-deliveries',
      env: dueDeliveriesEnv,
      environment: {
        DELIVERIES_TABLE: store.deliveries.tableName,
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        DELIVERIES_QUEUE_URL: this.deliveries.queueUrl,
      },
      timeout: Duration.seconds(50),
      memorySize: 256,
      runbook: { wide: true, heading: 'Retry fails', readerImpact: 'What a partner did not take comes again late.' },
      untraced: true,
    });
    retry.grantTable(store.deliveries, [], ['Query', 'Scan']);
    retry.grantTable(store.subscribers, ['BatchGetItem']);
    this.deliveries.grant(retry, 'sqs:SendMessage');
    new Scheduled(this, 'RetryRun', { ...context, target: retry, name: 'Retry' });
  }

  private addAlarms(context: StageContext): void {
    runbookAlarm(
      this,
      'EndpointDisabledAlarm',
      context,
      {
        heading: 'Endpoint disabled',
        readerImpact: "A partner's endpoint hears no more until somebody enables it: its readers miss new articles.",
      },
      {
        metric: appMetric(context, 'deliver', 'EndpointsDisabled'),
      },
    );
    runbookAlarm(
      this,
      'GivenUpAlarm',
      context,
      {
        heading: 'Deliveries given up',
        readerImpact: 'A partner lacks articles that were tried for three days; recovery brings them.',
      },
      {
        metric: appMetric(context, 'deliver', 'DeliveriesGivenUp'),
      },
    );
  }
}
