import { Duration } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { partnerApiEnv } from '../../functions/partner-api/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import type { Delivering } from './Delivering.ts';
import type { Serving } from './Serving.ts';
import { userAgentOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import { commentIndexName } from './Store.ts';
import type { Store } from './Store.ts';

export interface PartnerApiParts extends StageContext {
  readonly store: Store;
  readonly delivering: Pick<Delivering, 'deliveries' | 'fanout' | 'endpointKey'>;
  readonly serving: Pick<Serving, 'api' | 'publicUrl' | 'edgeSecret'>;
}

/** What whoever carries out the API's operations is told of the stage. */
export const partnerApiEnvironment = ({ store, delivering, serving, settings }: PartnerApiParts) => ({
  SUBSCRIBERS_TABLE: store.subscribers.tableName,
  SOURCES_TABLE: store.sources.tableName,
  ARTICLES_TABLE: store.articles.tableName,
  DELIVERIES_TABLE: store.deliveries.tableName,
  DELIVERIES_QUEUE_URL: delivering.deliveries.queueUrl,
  FANOUT_QUEUE_URL: delivering.fanout.queueUrl,
  ENDPOINT_KEY_ARN: delivering.endpointKey.arn,
  RETENTION_DAYS: String(settings.articleRetentionDays),
  PUBLIC_URL: serving.publicUrl,
  PUBLICATION_TITLE: settings.title,
  USER_AGENT: userAgentOf(serving.publicUrl),
  ALLOW_LOOPBACK: String(settings.allowLoopback),
  EDGE_SECRET: serving.edgeSecret,
});

/** Partner → CloudFront → HTTP API → partner-api: everything under /v1. */
export class PartnerApi extends Construct {
  constructor(scope: Construct, id: string, { store, delivering, serving, ...context }: PartnerApiParts) {
    super(scope, id);
    const answer = new CaravanFunction(this, 'Answer', {
      ...context,
      folder: 'partner-api',
      files: ['openapi.json', 'docs.html', 'listen.mjs'].map((name) => `modules/partner-api/published/${name}`),
      env: partnerApiEnv,
      environment: partnerApiEnvironment({ store, delivering, serving, ...context }),
      timeout: Duration.seconds(29), // the HTTP API gives up after 30
      memorySize: 512,
      runbook: {
        heading: 'Partner API fails',
        readerImpact: 'Partners cannot pull articles, nor change their webhooks; what webhooks deliver goes on.',
      },
    });
    answer.grantTable(store.subscribers, ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem']);
    answer.grantTable(store.sources, ['GetItem']);
    answer.grantTable(store.articles, ['GetItem', 'Query', 'BatchGetItem']);
    answer.grantIndex(store.articles, commentIndexName);
    answer.grantTable(store.deliveries, ['Query', 'BatchGetItem']);
    delivering.deliveries.grant(answer, 'sqs:SendMessage');
    delivering.fanout.grant(answer, 'sqs:SendMessage');
    answer.grantReadSecret(delivering.endpointKey);
    const integration = new HttpLambdaIntegration('AnswerIntegration', answer);
    serving.api.addRoutes({ path: '/v1', integration });
    serving.api.addRoutes({ path: '/v1/{proxy+}', integration });
  }
}
