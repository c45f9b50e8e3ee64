import { Match } from 'aws-cdk-lib/assertions';
import { all, functions, template } from './prodTemplate.ts';

test('every answer of the domain asks for TLS from then on', () => {
  const [policyId] = Object.keys(template.findResources('AWS::CloudFront::ResponseHeadersPolicy', {
    Properties: { ResponseHeadersPolicyConfig: { SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true } } } },
  }));
  const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  const { DefaultCacheBehavior, CacheBehaviors } = (distribution as { Properties: { DistributionConfig: { DefaultCacheBehavior: object; CacheBehaviors: object[] } } }).Properties.DistributionConfig;
  for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors]) expect(behavior).toMatchObject({ ResponseHeadersPolicyId: { Ref: policyId } });
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
        CacheBehaviors: Match.arrayWith([Match.objectLike({
          PathPattern,
          ViewerProtocolPolicy: 'https-only',
          AllowedMethods: Match.arrayWith(['PATCH', 'POST', 'DELETE']),
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', // AWS: CachingDisabled
          OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac', // AWS: AllViewerExceptHostHeader
        })]),
      },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: `ANY ${PathPattern.replace('*', '{proxy+}')}` });
  }
});

test('CloudFront proves itself to each function that answers over HTTP, by a secret that no template holds', () => {
  const secret = '{{resolve:secretsmanager:';
  const answering = functions().filter(([, { Environment }]) => JSON.stringify(Environment).includes('EDGE_SECRET'));
  expect(answering.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['ServingServe', 'HubSubscriptions', 'PushingWebSub', 'PartnerApiAnswer', 'SigningUpSignUp']);
  for (const [, { Environment }] of answering) expect(JSON.stringify((Environment as { Variables: Record<string, unknown> }).Variables.EDGE_SECRET)).toContain(secret);
  const [[, { Properties }] = ['', { Properties: {} }]] = all('AWS::CloudFront::Distribution');
  const { DistributionConfig: { Origins } } = Properties as unknown as { DistributionConfig: { Origins: { OriginCustomHeaders: { HeaderName: string; HeaderValue: unknown }[] }[] } };
  for (const { OriginCustomHeaders } of Origins) {
    expect(OriginCustomHeaders.map(({ HeaderName }) => HeaderName)).toEqual(['x-caravan-edge']);
    expect(JSON.stringify(OriginCustomHeaders)).toContain(secret);
  }
});
