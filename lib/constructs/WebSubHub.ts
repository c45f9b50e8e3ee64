import { Duration } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { hubEnv } from '../../functions/hub/env.ts';
import { hubVerifyEnv } from '../../functions/hub-verify/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import type { Delivering } from './Delivering.ts';
import type { Serving } from './Serving.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';
import { WorkQueue } from './WorkQueue.ts';

interface Parts extends StageContext {
  readonly store: Store;
  readonly delivering: Pick<Delivering, 'endpointKey'>;
  readonly serving: Pick<Serving, 'api' | 'publicUrl' | 'edgeSecret'>;
}

const verifyTimeout = Duration.seconds(30);

/**
 * WebSub subscriber → CloudFront → HTTP API → hub → intents → hub-verify → its callback; whoever confirms is an
 * endpoint that deliver sends feeds to.
 */
export class WebSubHub extends Construct {
  readonly intents: Queue;

  constructor(scope: Construct, id: string, parts: Parts) {
    super(scope, id);
    this.intents = new WorkQueue(this, 'Intents', {
      ...parts,
      workerTimeout: verifyTimeout,
      retentionPeriod: Duration.days(1), // who waits longer has asked again
      maxReceiveCount: 5,
      deadLetters: {
        id: 'IntentsDeadLetters',
        runbook: {
          wide: true,
          heading: 'Intents dead letters',
          readerImpact: 'A feed program that subscribed hears of news when it polls, and not at once.',
        },
      },
    });
    this.addSubscriptions(parts);
    this.addVerify(parts);
  }

  private addSubscriptions({ store, delivering, serving, ...context }: Parts): void {
    const subscriptions = new CaravanFunction(this, 'Subscriptions', {
      ...context,
      folder: 'hub',
      env: hubEnv,
      environment: {
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        INTENTS_QUEUE_URL: this.intents.queueUrl,
        ENDPOINT_KEY_ARN: delivering.endpointKey.arn,
        PUBLIC_URL: serving.publicUrl,
        PUBLICATION_TITLE: context.settings.title,
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
        EDGE_SECRET: serving.edgeSecret,
      },
      timeout: Duration.seconds(15),
      memorySize: 256,
      runbook: {
        wide: true,
        heading: 'Hub fails',
        readerImpact: 'Feed programs cannot subscribe to changes; they poll as before.',
      },
    });
    subscriptions.grantTable(store.subscribers, ['Query', 'UpdateItem']);
    subscriptions.grantTable(store.articles, ['GetItem']);
    subscriptions.grantReadSecret(delivering.endpointKey);
    this.intents.grant(subscriptions, 'sqs:SendMessage');
    serving.api.addRoutes({ path: '/hub', integration: new HttpLambdaIntegration('HubIntegration', subscriptions) });
  }

  private addVerify({ store, serving, ...context }: Parts): void {
    const verify = new CaravanFunction(this, 'Verify', {
      ...context,
      folder: 'hub-verify',
      env: hubVerifyEnv,
      environment: {
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        USER_AGENT: userAgentOf(serving.publicUrl),
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
      },
      timeout: verifyTimeout,
      memorySize: 256,
      runbook: {
        wide: true,
        heading: 'Hub verification fails',
        readerImpact: 'Feed programs that subscribe wait for their confirmation; they poll as before.',
      },
    });
    verify.grantTable(store.subscribers, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem']);
    verify.consumes(this.intents, { batchSize: 10 });
  }
}
