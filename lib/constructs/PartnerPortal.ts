import { Duration } from 'aws-cdk-lib';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { partnerPortalEnv } from '../../functions/partner-portal/env.ts';
import { CaravanFunction } from './CaravanFunction.ts';
import { partnerApiEnvironment } from './PartnerApi.ts';
import type { PartnerApiParts } from './PartnerApi.ts';

/**
 * A partner's person → CloudFront → HTTP API → partner-portal: pages. Apart from partner-api, as it may do less: it makes
 * no webhooks, deletes none, and reads no sources.
 */
export class PartnerPortal extends Construct {
  constructor(scope: Construct, id: string, { store, delivering, serving, ...context }: PartnerApiParts) {
    super(scope, id);
    const portal = new CaravanFunction(this, 'Portal', {
      ...context,
      folder: 'partner-portal',
      env: partnerPortalEnv,
      environment: partnerApiEnvironment({ store, delivering, serving, ...context }),
      timeout: Duration.seconds(29), // the HTTP API gives up after 30
      memorySize: 512,
      runbook: {
        wide: true,
        heading: 'Partner portal fails',
        readerImpact: 'Partners cannot see their deliveries in a browser; the API and webhooks go on.',
      },
    });
    portal.grantTable(store.subscribers, ['GetItem', 'Query', 'UpdateItem']);
    portal.grantTable(store.articles, ['GetItem', 'Query', 'BatchGetItem']);
    portal.grantTable(store.deliveries, ['Query', 'BatchGetItem']);
    delivering.deliveries.grant(portal, 'sqs:SendMessage');
    delivering.fanout.grant(portal, 'sqs:SendMessage');
    portal.grantReadSecret(delivering.endpointKey);
    const integration = new HttpLambdaIntegration('PortalIntegration', portal);
    serving.api.addRoutes({ path: '/portal', integration });
    serving.api.addRoutes({ path: '/portal/{proxy+}', integration });
  }
}
