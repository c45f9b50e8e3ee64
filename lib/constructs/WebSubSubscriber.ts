import { Duration } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { websubSubscribeEnv } from '../../functions/websub-subscribe/env.ts';
import { websubCallbackEnv } from '../../functions/websub-callback/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { Key } from './Key.ts';
import type { Polling } from './Polling.ts';
import type { Serving } from './Serving.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';

interface Parts {
  readonly store: Store;
  readonly polling: Pick<Polling, 'polls' | 'leases'>;
  readonly serving: Pick<Serving, 'api' | 'publicUrl' | 'edgeSecret'>;
}

/** WebSub, as subscriber: leases → lease → publishers' hubs → CloudFront → HTTP API → websub → polls.fifo. */
export class WebSubSubscriber extends Construct {
  constructor(scope: Construct, id: string, { store, polling, serving, ...context }: StageContext & Parts) {
    super(scope, id);
    const key = new Key(this, 'Key', { ...context, key: 'push-key' });

    const lease = new CaravanFunction(this, 'Lease', {
      ...context,
      folder: 'websub-subscribe',
      env: websubSubscribeEnv,
      environment: {
        SOURCES_TABLE: store.sources.tableName,
        PUSH_KEY_ARN: key.arn,
        PUBLIC_URL: serving.publicUrl,
        USER_AGENT: userAgentOf(serving.publicUrl),
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
      },
      timeout: Duration.seconds(60), // four requests at 15 s each: a hub that names another, and the next of a publisher's
      memorySize: 256,
      runbook: {
        wide: true,
        heading: 'Lease fails',
        readerImpact: 'News of sources with a hub comes by their polls, and not within seconds.',
      },
    });
    lease.grantTable(store.sources, ['GetItem', 'UpdateItem']);
    lease.grantReadSecret(key);
    lease.consumes(polling.leases, { batchSize: 5 });

    const websub = new CaravanFunction(this, 'WebSub', {
      ...context,
      folder: 'websub-callback',
      env: websubCallbackEnv,
      environment: {
        SOURCES_TABLE: store.sources.tableName,
        POLLS_QUEUE_URL: polling.polls.queueUrl,
        PUSH_KEY_ARN: key.arn,
        EDGE_SECRET: serving.edgeSecret,
      },
      timeout: Duration.seconds(10),
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Push fails',
        readerImpact: 'News of sources with a hub comes by their polls, and not within seconds.',
      },
    });
    websub.grantTable(store.sources, ['GetItem', 'UpdateItem']);
    websub.grantReadSecret(key);
    polling.polls.grant(websub, 'sqs:SendMessage');
    serving.api.addRoutes({
      path: '/websub/{proxy+}',
      integration: new HttpLambdaIntegration('WebSubIntegration', websub),
    });
  }
}
