import { Duration } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { partnerPortalEnv } from '../../functions/partner-portal/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import type { Delivering } from './Delivering.ts';
import type { Serving } from './Serving.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';

interface Parts {
  readonly store: Store;
  readonly delivering: Pick<Delivering, 'deliveries' | 'fanout' | 'endpointKey'>;
  readonly serving: Pick<Serving, 'api' | 'publicUrl' | 'edgeSecret'>;
}

/**
 * A partner's person → CloudFront → HTTP API → partner-portal: pages. Apart from partner-api, as it may do less: it makes
 * no webhooks, deletes none, and reads no sources.
 */
export class PartnerPortal extends Construct {
  constructor(scope: Construct, id: string, { store, delivering, serving, ...context }: StageContext & Parts) {
    super(scope, id);
    const answer = new CaravanFunction(this, 'Answer', {
      ...context,
      folder: 'partner-portal',
      env: partnerPortalEnv,
      environment: {
        SUBSCRIBERS_TABLE: store.subscribers.tableName,
        SOURCES_TABLE: store.sources.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        DELIVERIES_TABLE: store.deliveries.tableName,
        DELIVERIES_QUEUE_URL: delivering.deliveries.queueUrl,
        FANOUT_QUEUE_URL: delivering.fanout.queueUrl,
        ENDPOINT_KEY_ARN: delivering.endpointKey.arn,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        PUBLIC_URL: serving.publicUrl,
        PUBLICATION_TITLE: context.settings.title,
        USER_AGENT: userAgentOf(serving.publicUrl),
        ALLOW_LOOPBACK: String(context.settings.allowLoopback),
        EDGE_SECRET: serving.edgeSecret,
      },
      timeout: Duration.seconds(29), // the HTTP API gives up after 30
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Partner portal fails',
        readerImpact: 'Partners cannot see their deliveries in a browser; the API and webhooks go on.',
      },
    });
    answer.grantTable(store.subscribers, ['GetItem', 'Query', 'UpdateItem']);
    answer.grantTable(store.articles, ['GetItem', 'Query', 'BatchGetItem']);
    answer.grantTable(store.deliveries, ['Query', 'BatchGetItem']);
    delivering.deliveries.grant(answer, 'sqs:SendMessage');
    delivering.fanout.grant(answer, 'sqs:SendMessage');
    answer.grantReadSecret(delivering.endpointKey);
    const integration = new HttpLambdaIntegration('AnswerIntegration', answer);
    serving.api.addRoutes({ path: '/portal', integration });
    serving.api.addRoutes({ path: '/portal/{proxy+}', integration });
  }
}
