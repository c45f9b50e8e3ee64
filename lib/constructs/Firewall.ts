import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/**
 * Requests of one address within five minutes: a feed program makes five, an office behind one address some hundreds, a
 * mail service that presses ways out for its users a thousand.
 */
const mostRequests = 5_000;

/** Before CloudFront: who asks far too often is turned away for a while, before anything of ours runs. */
export class Firewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { stage }: { stage: string }) {
    super(scope, id);
    const seen = (name: string) => ({
      metricName: `caravan-${stage}-${name}`,
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
    });
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('all'),
      rules: [
        {
          name: 'requests',
          priority: 0,
          statement: { rateBasedStatement: { limit: mostRequests, aggregateKeyType: 'IP', evaluationWindowSec: 300 } },
          action: {
            block: { customResponse: { responseCode: 429, responseHeaders: [{ name: 'retry-after', value: '300' }] } },
          },
          visibilityConfig: seen('requests'),
        },
      ],
    });
    this.arn = acl.attrArn;
  }
}
