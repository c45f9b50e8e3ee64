import { CfnOutput, Duration } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { noEdge } from '../../platform/http/edge.ts';
import { serveEnv } from '../../functions/serve/env.ts';
import { suppressNag } from './suppressNag.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { Edge } from './Edge.ts';
import { removalOf } from './StageContext.ts';
import type { StageContext } from './StageContext.ts';
import { commentIndexName } from './Store.ts';
import type { Store } from './Store.ts';

/** Reader → CloudFront → HTTP API → serve. */
export class Serving extends Construct {
  /** One for all who ask over HTTP. */
  readonly api: HttpApi;
  /** Where it is reached, without a slash at the end. */
  readonly publicUrl: string;
  /** The secret by which the edge proves itself to the functions behind it, as a reference to Secrets Manager. */
  readonly edgeSecret: string;

  constructor(scope: Construct, id: string, { store, ...context }: StageContext & { store: Store }) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      description: `Caravan ${context.stage}: feeds for readers, and the partners' API`,
    });
    suppressNag(
      this.api,
      'APIG4',
      'Feeds and sign-up are for everybody; what is not asks for its own proof: the API key of a partner, the signed token of a reader.',
    );
    this.logRequests(context);
    const edge =
      context.settings.edge === 'cloudfront' ? new Edge(this, 'Edge', { ...context, api: this.api }) : undefined;
    this.publicUrl = edge?.url ?? this.api.apiEndpoint;
    this.edgeSecret = edge?.secret ?? noEdge;
    const serve = new CaravanFunction(this, 'Serve', {
      ...context,
      folder: 'serve',
      parts: ['modules/search/findable.ts', 'modules/feed-writing/generators.ts'],
      env: serveEnv,
      environment: {
        ARTICLES_TABLE: store.articles.tableName,
        SOURCES_TABLE: store.sources.tableName,
        RETENTION_DAYS: String(context.settings.articleRetentionDays),
        PUBLIC_URL: this.publicUrl,
        PUBLICATION_TITLE: context.settings.title,
        CONTACT_ADDRESS: context.settings.mail.replyTo,
        EDITION: JSON.stringify(context.settings.edition),
        COMMENTS_CLOSE_AFTER_DAYS:
          context.settings.comments === 'off' ? 'off' : String(context.settings.comments.closeAfterDays),
        EDGE_SECRET: this.edgeSecret,
      },
      timeout: Duration.seconds(10),
      memorySize: 512,
      runbook: {
        heading: 'Serve fails',
        readerImpact: 'Feeds answer with an error; CloudFront shows the last good copy for a day.',
      },
    });
    serve.grantTable(store.articles, ['Query', 'GetItem', 'BatchGetItem']);
    serve.grantTable(store.sources, ['GetItem']);
    if (context.settings.comments !== 'off') serve.grantIndex(store.articles, commentIndexName);
    this.api.addRoutes({ path: '/{proxy+}', integration: new HttpLambdaIntegration('ServeIntegration', serve) });
    this.api.addRoutes({ path: '/', integration: new HttpLambdaIntegration('ServeRootIntegration', serve) });
    new CfnOutput(this, 'Url', {
      value: this.publicUrl,
      description: 'Where readers find the feeds',
    }).overrideLogicalId('Url');
  }

  /** Readers' addresses are not logged. */
  private logRequests(context: StageContext): void {
    const logs = new LogGroup(this, 'ApiLogs', {
      retention: context.settings.logRetentionDays,
      removalPolicy: removalOf(context),
    });
    const fields = [
      'requestId',
      'requestTime',
      'httpMethod',
      'path',
      'routeKey',
      'status',
      'responseLength',
      'responseLatency',
      'integrationErrorMessage',
    ];
    (this.api.defaultStage!.node.defaultChild as CfnStage).accessLogSettings = {
      destinationArn: logs.logGroupArn,
      format: JSON.stringify(Object.fromEntries(fields.map((field) => [field, `$context.${field}`]))),
    };
  }
}
