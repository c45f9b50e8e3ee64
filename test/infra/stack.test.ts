import { Match } from 'aws-cdk-lib/assertions';
import { synthesise } from './synthesise.ts';

interface Resource {
  Type: string;
  Properties: Record<string, never>;
}
const template = synthesise('prod');
const resources = template.toJSON().Resources as Record<string, Resource>;
const all = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
const functions = () => all('AWS::Lambda::Function').map(([id, { Properties }]) => [id, Properties as Record<string, unknown>] as const);

describe('policies', () => {
  /** AWS offers no resource for these (Service Authorization Reference). */
  const withoutResource = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'dynamodb:ListStreams'];

  test('name their resources, but for actions that have none', () => {
    const wide = all('AWS::IAM::Policy').flatMap(([id, { Properties }]) => {
      const { Statement } = (Properties as Record<string, unknown>).PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] };
      return Statement.filter(({ Resource }) => [Resource].flat().includes('*'))
        .flatMap(({ Action }) => [Action].flat())
        .filter((action) => !withoutResource.includes(action))
        .map((action) => `${id}: ${action} on *`);
    });
    expect(wide).toEqual([]);
  });

  test('grant no wildcard action', () => {
    const text = JSON.stringify(all('AWS::IAM::Policy').map(([, { Properties }]) => Properties));
    expect(text).not.toMatch(/"[a-z]+:\*"|:Put\*|:Get\*/);
  });

  test('no role has a managed policy', () => {
    for (const [, { Properties }] of all('AWS::IAM::Role')) expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  });
});

describe('queues', () => {
  test('every queue has a dead-letter queue, or is one', () => {
    const queues = all('AWS::SQS::Queue');
    expect(queues.length).toBeGreaterThan(0);
    for (const [id, { Properties }] of queues) {
      if (!id.includes('DeadLetters')) expect(Properties).toHaveProperty('RedrivePolicy.deadLetterTargetArn');
    }
  });

  test('a queue stays invisible for six times its function\'s timeout', () => {
    const timeouts = new Map(functions().map(([id, { Timeout }]) => [id, Timeout as number]));
    const mappings = all('AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) => !JSON.stringify(Properties).includes('StreamArn'));
    expect(mappings).toHaveLength(6);
    for (const [, { Properties }] of mappings) {
      const { EventSourceArn, FunctionName } = Properties as unknown as { EventSourceArn: { 'Fn::GetAtt': [string] }; FunctionName: { Ref: string } };
      const queue = resources[EventSourceArn['Fn::GetAtt'][0]]?.Properties as unknown as { VisibilityTimeout: number };
      expect(queue.VisibilityTimeout).toBe(6 * (timeouts.get(FunctionName.Ref) ?? NaN));
    }
  });

  test('a FIFO queue that functions work off takes as many calls as its groups bring, not 300 a second', () => {
    const fifo = all('AWS::SQS::Queue').filter(([id, { Properties }]) => !id.includes('DeadLetters') && (Properties as Record<string, unknown>).FifoQueue === true);
    expect(fifo).toHaveLength(3);
    for (const [, { Properties }] of fifo) expect(Properties).toMatchObject({ DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' });
  });

  test('polls are kept long enough to become dead letters, and not for days, as each is asked for anew', () => {
    const [[, polls] = ['', undefined]] = all('AWS::SQS::Queue').filter(([id]) => /^PollingPolls[0-9A-F]{8}$/.test(id));
    const { MessageRetentionPeriod: kept, VisibilityTimeout: hidden, RedrivePolicy: { maxReceiveCount } } = polls?.Properties as unknown as { MessageRetentionPeriod: number; VisibilityTimeout: number; RedrivePolicy: { maxReceiveCount: number } };
    expect(kept).toBeGreaterThan(2 * maxReceiveCount * hidden);
    expect(kept).toBeLessThanOrEqual(4 * 3_600);
  });

  test('failures of part of a batch come again alone', () => {
    for (const [, { Properties }] of all('AWS::Lambda::EventSourceMapping')) expect(Properties).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });

  test('queues and topics refuse plain HTTP', () => {
    for (const type of ['AWS::SQS::Queue', 'AWS::SNS::Topic']) {
      for (const [id] of all(type)) {
        const policies = all(`${type}Policy`).filter(([, { Properties }]) => JSON.stringify(Properties).includes(id));
        expect(JSON.stringify(policies)).toContain('"aws:SecureTransport":"false"');
      }
    }
  });
});

describe('senders', () => {
  type Statement = { Effect: string; Principal: { Service?: string }; Condition?: Record<string, Record<string, unknown>> };
  const policies = [...all('AWS::SQS::QueuePolicy'), ...all('AWS::SNS::TopicPolicy')];

  test.each(policies)('%s lets in services alone, each only on behalf of what it names', (_id, { Properties }) => {
    const { Statement } = (Properties as Record<string, unknown>).PolicyDocument as { Statement: Statement[] };
    for (const { Effect, Principal, Condition = {} } of Statement.filter((statement) => statement.Effect === 'Allow')) {
      expect(Principal.Service).toMatch(/^(sns|events|ses|cloudwatch)\.amazonaws\.com$/);
      expect([Effect, JSON.stringify(Condition)]).toEqual(['Allow', expect.stringMatching(/aws:Source(Arn|Account)/i)]);
    }
  });
});

describe('functions', () => {
  test.each(functions())('%s runs Node 24 on ARM64 with its own limits, traces and logs', (_id, properties) => {
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], TracingConfig: { Mode: 'Active' } });
    expect(properties.Timeout).toBeGreaterThan(3);
    expect(properties.MemorySize).toBeGreaterThanOrEqual(256);
    expect(properties).toHaveProperty('LoggingConfig.LogGroup.Ref');
  });

  test('every function has an alarm on its errors', () => {
    const alarms = JSON.stringify(all('AWS::CloudWatch::Alarm').filter(([, { Properties }]) => (Properties as Record<string, unknown>).MetricName === 'Errors'));
    for (const [id] of functions()) expect(alarms).toContain(id);
  });

  test('events that a scheduled function fails on are kept', () => {
    expect(all('AWS::Lambda::EventInvokeConfig').length).toBe(5);
    template.allResourcesProperties('AWS::Lambda::EventInvokeConfig', { DestinationConfig: { OnFailure: { Destination: Match.anyValue() } } });
    template.allResourcesProperties('AWS::Events::Rule', { Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })] });
  });

  test('logs end', () => template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 }));
});

describe('tables', () => {
  test.each(all('AWS::DynamoDB::Table'))('%s can be restored, is encrypted, and bills by request', (_id, { Properties }) => {
    expect(Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  test('a removed prod stage keeps them', () => template.allResources('AWS::DynamoDB::Table', { DeletionPolicy: 'Retain' }));

  test('the stream of Articles has one reader', () => {
    const readers = all('AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) => JSON.stringify(Properties).includes('StreamArn'));
    expect(readers).toHaveLength(1);
  });
});

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

test("partners' requests pass CloudFront uncached, whole, and never in the clear", () => {
  for (const PathPattern of ['/v1', '/v1/*']) {
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
  expect(answering.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['ServingServe', 'PartnerApiAnswer', 'SigningUpSignUp']);
  for (const [, { Environment }] of answering) expect(JSON.stringify((Environment as { Variables: Record<string, unknown> }).Variables.EDGE_SECRET)).toContain(secret);
  const [[, { Properties }] = ['', { Properties: {} }]] = all('AWS::CloudFront::Distribution');
  const { DistributionConfig: { Origins } } = Properties as unknown as { DistributionConfig: { Origins: { OriginCustomHeaders: { HeaderName: string; HeaderValue: unknown }[] }[] } };
  for (const { OriginCustomHeaders } of Origins) {
    expect(OriginCustomHeaders.map(({ HeaderName }) => HeaderName)).toEqual(['x-caravan-edge']);
    expect(JSON.stringify(OriginCustomHeaders)).toContain(secret);
  }
});

describe('mail', () => {
  test('is sent by two functions, as our own domain and with our configuration set alone', () => {
    const senders = all('AWS::IAM::Policy').filter(([, { Properties }]) => JSON.stringify(Properties).includes('ses:SendEmail'));
    expect(senders.map(([id]) => id.replace(/RoleDefaultPolicy.*/, '')).toSorted()).toEqual(['DigestingDigest', 'SigningUpConfirm']);
  });

  test('goes to nobody whom SES knows to bounce or to complain, and its fate is told', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', { SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] } });
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: { Enabled: true, MatchingEventTypes: Match.arrayWith(['send', 'delivery', 'bounce', 'complaint']), SnsDestination: Match.anyValue() },
    });
  });

  test('has pages that pass CloudFront uncached, with what they tell a reader by', () => {
    for (const PathPattern of ['/subscribe', '/subscribe/*', '/preferences', '/unsubscribe']) {
      template.hasResourceProperties('AWS::CloudFront::Distribution', {
        DistributionConfig: { CacheBehaviors: Match.arrayWith([Match.objectLike({ PathPattern, AllowedMethods: Match.arrayWith(['POST']), CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad' })]) },
      });
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: `ANY ${PathPattern.replace('*', '{proxy+}')}` });
    }
    template.hasResourceProperties('AWS::CloudFront::OriginRequestPolicy', {
      OriginRequestPolicyConfig: { HeadersConfig: { HeaderBehavior: 'whitelist', Headers: Match.arrayWith(['CloudFront-Viewer-Address']) }, QueryStringsConfig: { QueryStringBehavior: 'all' } },
    });
  });
});

test('there is no public bucket', () => template.resourceCountIs('AWS::S3::Bucket', 0));
