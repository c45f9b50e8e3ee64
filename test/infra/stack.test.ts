import { Match } from 'aws-cdk-lib/assertions';
import { all, functions, template } from './prodTemplate.ts';

describe('policies', () => {
  /** AWS offers no resource for these (Service Authorization Reference). */
  const withoutResource = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'dynamodb:ListStreams'];

  test('name their resources, but for actions that have none', () => {
    const wide = all('AWS::IAM::Policy').flatMap(([id, { Properties }]) => {
      const { Statement } = (Properties as Record<string, unknown>).PolicyDocument as {
        Statement: { Action: string | string[]; Resource: unknown }[];
      };
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

describe('functions', () => {
  /** Those that run each minute, mostly for nothing: X-Ray would bill each run. */
  const everyMinute = /^(PollingSchedule|PublishingRelease|DeliveringRetry|DigestingDueDigests)[0-9A-F]{8}$/;

  test.each(functions())('%s runs Node 24 on ARM64 with its own limits, traces and logs', (id, properties) => {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: everyMinute.test(id) ? 'PassThrough' : 'Active' },
    });
    expect(properties.Timeout).toBeGreaterThan(3);
    expect(properties.MemorySize).toBeGreaterThanOrEqual(256);
    expect(properties).toHaveProperty('LoggingConfig.LogGroup.Ref');
  });

  test('every function has an alarm on its errors', () => {
    const alarms = JSON.stringify(
      all('AWS::CloudWatch::Alarm').filter(
        ([, { Properties }]) => (Properties as Record<string, unknown>).MetricName === 'Errors',
      ),
    );
    for (const [id] of functions()) expect(alarms).toContain(id);
  });

  test('events that a scheduled function fails on are kept', () => {
    expect(all('AWS::Lambda::EventInvokeConfig').length).toBe(7);
    template.allResourcesProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    });
    template.allResourcesProperties('AWS::Events::Rule', {
      Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
    });
  });

  test('logs end', () => template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 }));
});

describe('tables', () => {
  test.each(all('AWS::DynamoDB::Table'))(
    '%s can be restored, is encrypted, and bills by request',
    (_id, { Properties }) => {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        DeletionProtectionEnabled: true,
      });
    },
  );

  test('a removed prod stage keeps them; a first deploy that fails takes them back', () => {
    template.allResources('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('the stream of Articles has one reader', () => {
    const readers = all('AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes('StreamArn'),
    );
    expect(readers).toHaveLength(1);
  });
});

test('there is no public bucket', () => template.resourceCountIs('AWS::S3::Bucket', 0));
