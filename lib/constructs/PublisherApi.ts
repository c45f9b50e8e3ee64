import { Duration } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { publisherApiEnv } from '../../functions/publisher-api/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import type { Serving } from './Serving.ts';
import type { StageContext } from './StageContext.ts';
import type { Store } from './Store.ts';

interface Parts {
  readonly store: Store;
  readonly serving: Pick<Serving, 'api' | 'publicUrl' | 'edgeSecret'>;
}

/** Publisher → CloudFront → HTTP API → publisher-api: the stories that come without a feed. */
export class PublisherApi extends Construct {
  constructor(scope: Construct, id: string, { store, serving, ...context }: StageContext & Parts) {
    super(scope, id);
    const take = new CaravanFunction(this, 'Take', {
      ...context,
      folder: 'publisher-api',
      env: publisherApiEnv,
      environment: {
        SOURCES_TABLE: store.sources.tableName,
        ARTICLES_TABLE: store.articles.tableName,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        BACKLOG_HOURS: String(context.settings.backlogHours),
        PUBLIC_URL: serving.publicUrl,
        EDGE_SECRET: serving.edgeSecret,
      },
      timeout: Duration.seconds(20),
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Publisher API fails',
        readerImpact:
          'Stories, corrections and withdrawals of publishers without a feed wait until their systems try again.',
      },
    });
    take.grantTable(store.sources, ['GetItem']);
    take.grantTable(store.articles, ['GetItem', 'PutItem']);
    serving.api.addRoutes({
      path: '/v1/stories/{id}',
      integration: new HttpLambdaIntegration('TakeIntegration', take),
    });
  }
}
