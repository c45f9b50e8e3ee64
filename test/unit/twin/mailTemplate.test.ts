import { describe, expect, test } from '@jest/globals';
import { configurationSetsOf } from '../../../local/mail/configurationSets.ts';
import { Identities } from '../../../local/mail/identities.ts';
import type { JsonObject } from '../../../local/template/json.ts';
import { resolveStack, type Stack } from '../../../local/template/stack.ts';
import { notRun } from '../../../local/template/support.ts';

function stackOf(
  resources: Record<string, { Type: string; Properties?: JsonObject }>,
  outputs: Record<string, { Value: JsonObject }> = {},
): Stack {
  const assembly = {
    stackName: 'S',
    template: { Resources: resources, Outputs: outputs },
    assets: new Map<string, string>(),
  };
  return resolveStack(assembly, { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' });
}

const set = { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'digests' } };
const topic = { Type: 'AWS::SNS::Topic' };
const policy = {
  Type: 'AWS::SNS::TopicPolicy',
  Properties: {
    Topics: [{ Ref: 'Topic' }],
    PolicyDocument: { Statement: [{ Principal: { Service: 'ses.amazonaws.com' } }] },
  },
};
const destination = (more: JsonObject = {}) => ({
  Type: 'AWS::SES::ConfigurationSetEventDestination',
  Properties: {
    ConfigurationSetName: { Ref: 'Set' },
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['bounce'],
      SnsDestination: { TopicARN: { Ref: 'Topic' } },
      ...more,
    },
  },
});

test('an identity is called by its name, and has tokens for DNS', () => {
  const identity = {
    Type: 'AWS::SES::EmailIdentity',
    Properties: { EmailIdentity: 'news.example', ConfigurationSetAttributes: { ConfigurationSetName: { Ref: 'Set' } } },
  };
  const { outputs, ...stack } = stackOf(
    { Domain: identity, Set: set },
    { Name: { Value: { Ref: 'Domain' } }, Token: { Value: { 'Fn::GetAtt': ['Domain', 'DkimDNSTokenName3'] } } },
  );
  expect(outputs).toEqual({
    Name: 'news.example',
    Token: expect.stringMatching(/^[0-9a-f]{32}\._domainkey\.news\.example$/) as unknown,
  });
  expect(new Identities(stack as Stack).of('a@news.example')).toEqual({
    name: 'news.example',
    arn: 'arn:aws:ses:us-east-1:000000000000:identity/news.example',
    configurationSet: 'digests',
  });
  expect(new Identities(stack as Stack).of('a@othernews.example')).toBeUndefined();
});

describe('a configuration set', () => {
  test('sends what its destinations want', () => {
    const [destined] =
      configurationSetsOf(stackOf({ Set: set, Topic: topic, Policy: policy, To: destination() })).get('digests')
        ?.destinations ?? [];
    expect(destined?.topic).toBe('S-Topic');
    expect((['Send', 'Delivery', 'Bounce', 'Complaint'] as const).filter((type) => destined?.wants(type))).toEqual([
      'Bounce',
    ]);
  });

  test('is silent where a destination is off, and says what it cannot tell', () => {
    const off = stackOf({ Set: set, Topic: topic, Policy: policy, To: destination({ Enabled: false }) });
    expect(configurationSetsOf(off).get('digests')?.destinations).toEqual([]);
    expect(notRun(off)).toEqual([]);
    expect(notRun(stackOf({ Set: set, Topic: topic, To: destination({ MatchingEventTypes: ['open'] }) }))).toEqual([
      'mail events other than send, delivery, bounce, complaint and rendering failure',
    ]);
    expect(
      notRun(
        stackOf({
          Set: set,
          To: {
            Type: 'AWS::SES::ConfigurationSetEventDestination',
            Properties: { EventDestination: { CloudWatchDestination: {} } },
          },
        }),
      ),
    ).toEqual(['mail events to anything but a topic']);
  });

  test('needs a policy that lets SES publish', () => {
    expect(() => configurationSetsOf(stackOf({ Set: set, Topic: topic, To: destination() }))).toThrow(
      'The topic Topic has no policy that lets SES publish to it',
    );
  });

  test('may pause, and say which suppressions count', () => {
    const own = {
      ...set,
      Properties: {
        Name: 'own',
        SendingOptions: { SendingEnabled: false },
        SuppressionOptions: { SuppressedReasons: ['COMPLAINT'] },
      },
    };
    const sets = configurationSetsOf(stackOf({ Own: own, Set: set }));
    expect(sets.get('own')).toMatchObject({ sends: false, suppressedReasons: ['COMPLAINT'] });
    expect(sets.get('digests')).toMatchObject({ sends: true, suppressedReasons: ['BOUNCE', 'COMPLAINT'] });
  });
});
