import { Match } from 'aws-cdk-lib/assertions';
import { all, functions, template } from './prodTemplate.ts';

test('every answer of the domain asks for TLS from then on', () => {
  const [policyId] = Object.keys(
    template.findResources('AWS::CloudFront::ResponseHeadersPolicy', {
      Properties: {
        ResponseHeadersPolicyConfig: {
          SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true } },
        },
      },
    }),
  );
  const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  const { DefaultCacheBehavior, CacheBehaviors } = (
    distribution as { Properties: { DistributionConfig: { DefaultCacheBehavior: object; CacheBehaviors: object[] } } }
  ).Properties.DistributionConfig;
  for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors])
    expect(behavior).toMatchObject({ ResponseHeadersPolicyId: { Ref: policyId } });
});

test('readers reach the API through CloudFront, over TLS', () => {
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https' } },
  });
});

test('requests of partners and hubs pass CloudFront uncached, whole, and never in the clear', () => {
  for (const PathPattern of ['/v1', '/v1/*', '/websub/*']) {
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CacheBehaviors: Match.arrayWith([
          Match.objectLike({
            PathPattern,
            ViewerProtocolPolicy: 'https-only',
            AllowedMethods: Match.arrayWith(['PATCH', 'POST', 'DELETE']),
            CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', // AWS: CachingDisabled
            OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac', // AWS: AllViewerExceptHostHeader
          }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: `ANY ${PathPattern.replace('*', '{proxy+}')}`,
    });
  }
});

test('CloudFront proves itself to each function that answers over HTTP, by a secret that no template holds', () => {
  const secret = '{{resolve:secretsmanager:';
  const answering = functions().filter(([, { Environment }]) => JSON.stringify(Environment).includes('EDGE_SECRET'));
  expect(answering.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
    'ServingServe',
    'HubSubscriptions',
    'PushingWebSub',
    'PartnerApiAnswer',
    'PublisherApiTake',
    'PartnerPortal',
    'SigningUpSignUp',
    'CommentingComment',
  ]);
  for (const [, { Environment }] of answering)
    expect(JSON.stringify((Environment as { Variables: Record<string, unknown> }).Variables.EDGE_SECRET)).toContain(
      secret,
    );
  const [[, { Properties }] = ['', { Properties: {} }]] = all('AWS::CloudFront::Distribution');
  const {
    DistributionConfig: { Origins },
  } = Properties as unknown as {
    DistributionConfig: { Origins: { OriginCustomHeaders: { HeaderName: string; HeaderValue: unknown }[] }[] };
  };
  for (const { OriginCustomHeaders } of Origins) {
    expect(OriginCustomHeaders.map(({ HeaderName }) => HeaderName)).toEqual(['x-caravan-edge']);
    expect(JSON.stringify(OriginCustomHeaders)).toContain(secret);
  }
});

const propertiesOf = (type: string) =>
  all(type).map(([id, { Properties }]) => ({ id, ...(Properties as Record<string, unknown>) })) as (Record<
    string,
    Record<string, unknown>
  > & { id: string })[];
const defaultBehavior = () =>
  (
    propertiesOf('AWS::CloudFront::Distribution')[0]!.DistributionConfig as {
      DefaultCacheBehavior: Record<string, unknown>;
    }
  ).DefaultCacheBehavior;

test('of an address, the cache knows the parameters that are ours alone, and nothing of who asks', () => {
  const policies = propertiesOf('AWS::CloudFront::CachePolicy');
  expect(policies.map(({ id }) => ({ Ref: id }))).toEqual([defaultBehavior()['CachePolicyId']]);
  expect(policies[0]?.CachePolicyConfig?.ParametersInCacheKeyAndForwardedToOrigin).toEqual({
    QueryStringsConfig: {
      QueryStringBehavior: 'whitelist',
      QueryStrings: ['limit', 'language', 'before', 'day', 'find', 'q'],
    },
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
    CookiesConfig: { CookieBehavior: 'none' },
    EnableAcceptEncodingGzip: true,
    EnableAcceptEncodingBrotli: false,
  });
});

test('serve is told whether a person asks, besides the cache, and of nothing else', () => {
  const policy = propertiesOf('AWS::CloudFront::OriginRequestPolicy').find(
    ({ id }) => id === (defaultBehavior()['OriginRequestPolicyId'] as { Ref: string }).Ref,
  );
  expect(policy?.OriginRequestPolicyConfig).toMatchObject({
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept'] },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
    CookiesConfig: { CookieBehavior: 'none' },
  });
});

test('a browser may ask first whether a feed is open to it: the question reaches serve, and nobody answers in its place', () => {
  expect(defaultBehavior()['AllowedMethods']).toEqual(['GET', 'HEAD', 'OPTIONS']);
  expect(defaultBehavior()).not.toHaveProperty('CachedMethods'); // an answer to OPTIONS is kept for nobody else
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'ANY /{proxy+}' });
  for (const api of propertiesOf('AWS::ApiGatewayV2::Api')) expect(api).not.toHaveProperty('CorsConfiguration');
});

test("a reader's own pages get their whole query, however their address is spelt", () => {
  const { CacheBehaviors } = propertiesOf('AWS::CloudFront::Distribution')[0]!.DistributionConfig as {
    CacheBehaviors: { PathPattern: string; OriginRequestPolicyId: { Ref?: string } }[];
  };
  for (const pattern of [
    '/subscribe',
    '/subscribe/*',
    '/preferences',
    '/preferences/*',
    '/unsubscribe',
    '/unsubscribe/*',
  ]) {
    const Ref = CacheBehaviors.find(({ PathPattern }) => PathPattern === pattern)?.OriginRequestPolicyId.Ref;
    expect([
      pattern,
      propertiesOf('AWS::CloudFront::OriginRequestPolicy').find(({ id }) => id === Ref)?.OriginRequestPolicyConfig
        ?.QueryStringsConfig,
    ]).toEqual([pattern, { QueryStringBehavior: 'all' }]);
  }
});

test('whoever asks or tells others in our name, gives the page of this very edition', () => {
  const told = functions().flatMap(([id, { Environment }]) => {
    const agent = (Environment as { Variables?: Record<string, unknown> } | undefined)?.Variables?.['USER_AGENT'];
    return agent === undefined ? [] : [[id.replace(/[0-9A-F]{8}$/, ''), agent]];
  });
  expect(told.map(([id]) => id)).toEqual([
    'PollingIngest',
    'DeliveringDeliver',
    'HubVerify',
    'PushingLease',
    'PartnerApiAnswer',
    'PartnerPortal',
    'PartnerNoticesTell',
    'Weather',
  ]);
  const [distribution] = propertiesOf('AWS::CloudFront::Distribution');
  for (const [, agent] of told)
    expect(agent).toEqual({
      'Fn::Join': ['', ['Caravan/1.0 (+https://', { 'Fn::GetAtt': [distribution?.id, 'DomainName'] }, '/about)']],
    });
});
