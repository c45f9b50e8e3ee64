import { CfnOutput, Duration, Fn } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AllowedMethods,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { BehaviorOptions, IOriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { edgeHeader } from '../../platform/http/edge.ts';
import { languageFunctionCode } from './languageFunction.ts';
import { suppressNag } from './suppressNag.ts';
import { Firewall } from './Firewall.ts';
import type { StageProps } from './StageContext.ts';

/**
 * CloudFront before the API: what serve says in Cache-Control decides how long a copy serves. Partners and readers by
 * mail pass it by.
 */
export class Edge extends Construct {
  readonly url: string;
  /** As a reference to Secrets Manager: in no template, and in no log. */
  readonly secret: string;

  constructor(
    scope: Construct,
    id: string,
    { api, stage, settings: { aws, firewall } }: StageProps & { api: HttpApi },
  ) {
    super(scope, id);
    const cachePolicy = this.cachePolicy();
    this.secret = this.sharedSecret();
    const origin = new HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint)), {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      customHeaders: { [edgeHeader]: this.secret },
    });
    // The functions say what each page allows; that all of it is for TLS alone, the domain says (RFC 6797).
    const responseHeadersPolicy = new ResponseHeadersPolicy(this, 'TlsAlone', {
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: false, override: true },
        contentTypeOptions: { override: true },
      },
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Caravan: feeds for readers',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(firewall && { webAclId: new Firewall(this, 'Firewall', { stage }).arn }),
      ...(aws?.domain && {
        domainNames: [aws.domain.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', aws.domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      defaultBehavior: {
        origin,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
        cachePolicy,
        originRequestPolicy: new OriginRequestPolicy(this, 'Readers', {
          headerBehavior: OriginRequestHeaderBehavior.allowList('Accept'),
        }),
        responseHeadersPolicy,
        functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: this.languageFunction() }],
      },
      additionalBehaviors: this.uncachedBehaviors({ origin, responseHeadersPolicy }),
    });
    this.acceptFindings(distribution, { firewall, hasDomain: aws?.domain !== undefined });
    this.url = `https://${aws?.domain?.name ?? distribution.distributionDomainName}`;
    new CfnOutput(this, 'EdgeDomain', {
      value: distribution.distributionDomainName,
      description: "What the domain's CNAME points to",
    }).overrideLogicalId('EdgeDomain');
  }

  private cachePolicy(): CachePolicy {
    // A page is cached once for each of our languages, as languageFunction.ts tells them apart.
    // What else stands in an address (utm_source, fbclid, …) is nobody's here: it is not passed on, and makes no second
    // copy. Nor does Accept, which serve is told of: it looks at it only for what is not kept
    // (modules/edition/refuse.ts).
    return new CachePolicy(this, 'Feeds', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(60),
      maxTtl: Duration.days(1),
      enableAcceptEncodingGzip: true,
      queryStringBehavior: CacheQueryStringBehavior.allowList('limit', 'language', 'before', 'day', 'find', 'q'),
      headerBehavior: CacheHeaderBehavior.allowList('Accept-Language'),
    });
  }

  private languageFunction(): EdgeFunction {
    return new EdgeFunction(this, 'Language', {
      comment: 'Caravan: the language of pages, as one of ours',
      runtime: FunctionRuntime.JS_2_0,
      code: languageFunctionCode,
    });
  }

  private sharedSecret(): string {
    const secret = new Secret(this, 'Secret', {
      description: 'What CloudFront proves itself by to the functions behind it',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    suppressNag(
      secret,
      'SMG4',
      'Edge and functions must change at one moment, which is a deploy: docs/security.md says how.',
    );
    return secret.secretValue.unsafeUnwrap();
  }

  /** Paths of machines and of readers by mail, of which no copy is kept. */
  private uncachedBehaviors(
    common: Pick<BehaviorOptions, 'origin' | 'responseHeadersPolicy'>,
  ): Record<string, BehaviorOptions> {
    const uncached = (
      viewerProtocolPolicy: ViewerProtocolPolicy,
      originRequestPolicy: IOriginRequestPolicy,
    ): BehaviorOptions => ({
      ...common,
      viewerProtocolPolicy,
      originRequestPolicy,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
    });
    // To machines a redirect would come after the key, or the push, was sent in the clear.
    const machines = uncached(ViewerProtocolPolicy.HTTPS_ONLY, OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER);
    const readersByMail = uncached(
      ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      new OriginRequestPolicy(this, 'ReadersByMail', {
        headerBehavior: OriginRequestHeaderBehavior.allowList(
          'Accept',
          'Accept-Language',
          'CloudFront-Viewer-Address',
          'CloudFront-Viewer-Time-Zone',
          'Content-Type',
          'Origin',
        ),
        queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      }),
    );
    return {
      '/v1': machines,
      '/v1/*': machines,
      // with their cookie, and never over http: the link of the first visit is a key
      '/portal': machines,
      '/portal/*': machines,
      '/hub': machines,
      '/websub/*': machines,
      '/subscribe': readersByMail,
      '/subscribe/*': readersByMail,
      '/preferences': readersByMail,
      '/preferences/*': readersByMail,
      '/unsubscribe': readersByMail,
      '/unsubscribe/*': readersByMail,
      '/digests': readersByMail,
      '/digests/*': readersByMail,
      '/articles/*/comments': readersByMail,
      '/comments/*': readersByMail,
    };
  }

  private acceptFindings(
    distribution: Distribution,
    { firewall, hasDomain }: { firewall: boolean; hasDomain: boolean },
  ): void {
    suppressNag(distribution, 'CFR1', 'News is for readers everywhere.');
    if (!firewall)
      suppressNag(
        distribution,
        'CFR2',
        'A stage may do without the firewall, whose price is half of what it costs at rest (docs/deploying.md).',
      );
    suppressNag(
      distribution,
      'CFR3',
      'Who reads what is not logged. The API logs its requests, without addresses; the firewall counts.',
    );
    if (!hasDomain)
      suppressNag(
        distribution,
        'CFR4',
        "CloudFront's own certificate sets its own minimum; with a domain of our own it is TLS 1.2 of 2021.",
      );
  }
}
