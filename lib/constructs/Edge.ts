import { Duration, Fn } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AllowedMethods, CachePolicy, CacheQueryStringBehavior, Distribution, HttpVersion, OriginProtocolPolicy, OriginRequestPolicy, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { BehaviorOptions } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';

/** CloudFront before the API: what serve says in Cache-Control decides how long a copy serves. Partners pass it by. */
export class Edge extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { api }: { api: HttpApi }) {
    super(scope, id);
    const cachePolicy = new CachePolicy(this, 'Feeds', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(60),
      maxTtl: Duration.days(1),
      enableAcceptEncodingGzip: true,
      queryStringBehavior: CacheQueryStringBehavior.allowList('limit'),
    });
    const origin = new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint)), { protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY });
    const partners: BehaviorOptions = {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY, // a redirect would come after the key was sent in the clear
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER, // with Authorization
    };
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Caravan: feeds for readers',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        cachePolicy,
      },
      additionalBehaviors: { '/v1': partners, '/v1/*': partners },
    });
    this.url = `https://${distribution.distributionDomainName}`;
  }
}
