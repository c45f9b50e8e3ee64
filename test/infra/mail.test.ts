import { Match } from 'aws-cdk-lib/assertions';
import { all, template } from './prodTemplate.ts';

describe('mail', () => {
  test('is sent by four functions, as our own domain and with our configuration set alone', () => {
    const senders = all('AWS::IAM::Policy').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('ses:SendEmail'),
    );
    expect(senders.map(([id]) => id.replace(/RoleDefaultPolicy.*/, '')).toSorted()).toEqual([
      'CommentingSendModeration',
      'DigestingDigest',
      'PartnerNoticesTell',
      'SigningUpConfirm',
    ]);
    // In SES's sandbox the recipient's identity is asked for too: what holds a sender to our address is the condition.
    for (const [, { Properties }] of senders) {
      const { Statement } = (
        Properties as unknown as {
          PolicyDocument: { Statement: { Action: string; Resource: unknown[]; Condition: unknown }[] };
        }
      ).PolicyDocument;
      const [sends, ...others] = Statement.filter(({ Action }) => Action === 'ses:SendEmail');
      expect(others).toEqual([]);
      expect(JSON.stringify(sends?.Resource)).toContain(':identity/*');
      expect(sends?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'news@caravan.example' } });
    }
  });

  test('goes to nobody whom SES knows to bounce or to complain, and its fate is told', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', {
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: Match.arrayWith(['send', 'delivery', 'bounce', 'complaint']),
        SnsDestination: Match.anyValue(),
      },
    });
  });

  test('has pages that pass CloudFront uncached, with what they tell a reader by', () => {
    for (const PathPattern of ['/subscribe', '/subscribe/*', '/preferences', '/unsubscribe']) {
      template.hasResourceProperties('AWS::CloudFront::Distribution', {
        DistributionConfig: {
          CacheBehaviors: Match.arrayWith([
            Match.objectLike({
              PathPattern,
              AllowedMethods: Match.arrayWith(['POST']),
              CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
            }),
          ]),
        },
      });
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
        RouteKey: `ANY ${PathPattern.replace('*', '{proxy+}')}`,
      });
    }
    template.hasResourceProperties('AWS::CloudFront::OriginRequestPolicy', {
      OriginRequestPolicyConfig: {
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: Match.arrayWith(['CloudFront-Viewer-Address']) },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
      },
    });
  });
});
