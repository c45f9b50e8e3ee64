import { readFileSync } from 'node:fs';
import { settingsOf } from '../../lib/settings/ofStage.ts';
import type { Settings } from '../../lib/settings/schema.ts';
import { synthesise } from './synthesise.ts';

const prod = settingsOf('prod');
const withSettings = (but: Partial<Settings>) => synthesise('prod', { ...prod, ...but });
const withAws = (but: Partial<NonNullable<Settings['aws']>>) => withSettings({ aws: { ...prod.aws!, ...but } });
type Named = { Properties: { AlarmName: string; AlarmDescription: string; AlarmActions: unknown[] } };
const alarmsOf = (template: ReturnType<typeof synthesise>) =>
  (Object.values(template.findResources('AWS::CloudWatch::Alarm')) as Named[]).map(({ Properties }) => Properties);

describe('what a stage may leave out', () => {
  test('without a firewall, CloudFront asks nobody', () => {
    const template = withSettings({ firewall: false });
    template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    expect(JSON.stringify(template.findResources('AWS::CloudFront::Distribution'))).not.toContain('WebACLId');
    withSettings({ firewall: true }).resourceCountIs('AWS::WAFv2::WebACL', 1);
  });

  test('without a dashboard there is none', () => {
    withSettings({ dashboard: false }).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
    withSettings({ dashboard: true, alarms: 'none' }).resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  });

  test('few alarms are those on what readers notice, each with its entry in the runbook, and no composites', () => {
    const template = withSettings({ alarms: 'few' });
    template.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 0);
    const alarms = alarmsOf(template);
    const headings = new Set(
      [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading),
    );
    const headingOf = (name: string) => name.replace('caravan-prod: ', '').replace(/, within \d+ minutes$/, '');
    for (const { AlarmName, AlarmDescription, AlarmActions } of alarms) {
      expect(headings).toContain(headingOf(AlarmName));
      expect(AlarmDescription).toMatch(
        new RegExp(`^.{20,} What to do: docs/runbook.md#${headingOf(AlarmName).toLowerCase().replaceAll(' ', '-')}$`),
      );
      expect(AlarmActions).toHaveLength(1);
    }
    const [, told = ''] =
      /`few` are these: ([^]*?)\. The other entries/.exec(readFileSync('docs/runbook.md', 'utf8')) ?? [];
    expect(alarms.map(({ AlarmName }) => headingOf(AlarmName)).toSorted()).toEqual(
      [...told.matchAll(/\*([^*]+)\*/g)].map(([, name]) => name).toSorted(),
    );
    expect(alarms.length).toBeLessThanOrEqual(25);
  });

  test('a stage may change its mind: no alarm changes its kind under one id, and none takes the name of another of another id', () => {
    type Alarms = Record<string, { Type: string; Properties: Record<string, unknown> }>;
    const named = (template: ReturnType<typeof synthesise>) =>
      Object.entries((template.toJSON() as { Resources: Alarms }).Resources)
        .filter(([, { Type }]) => /::(Composite)?Alarm$/.test(Type))
        .map(([id, { Type, Properties }]) => ({ id, Type, name: String(Properties['AlarmName']) }));
    const [few, every] = [named(withSettings({ alarms: 'few' })), named(withSettings({ alarms: 'all' }))];
    for (const { id, Type, name } of few) {
      expect(every.filter((one) => one.id === id).map((one) => [one.Type, one.name])).toEqual([[Type, name]]);
      expect(every.filter((one) => one.name === name).map((one) => one.id)).toEqual([id]);
    }
  });

  test('no alarms are none', () => {
    const template = withSettings({ alarms: 'none' });
    for (const kind of ['Alarm', 'CompositeAlarm']) template.resourceCountIs(`AWS::CloudWatch::${kind}`, 0);
  });
});

describe('mail', () => {
  test('an identity that SES knows already is not made', () => {
    withSettings({ mail: { ...prod.mail, identity: 'exists' } }).resourceCountIs('AWS::SES::EmailIdentity', 0);
    withSettings({}).hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'caravan.example' });
  });
});

describe('partners', () => {
  type Statement = { Sid?: string; Action: string; Principal: unknown; Condition: unknown };
  const statements = (template: ReturnType<typeof synthesise>) =>
    (
      Object.values(template.findResources('AWS::SNS::TopicPolicy')) as {
        Properties: { PolicyDocument: { Statement: Statement[] } };
      }[]
    )
      .flatMap(
        ({
          Properties: {
            PolicyDocument: { Statement: all },
          },
        }) => all,
      )
      .filter(({ Action }) => Action === 'sns:Subscribe');

  test('in AWS accounts that are named may subscribe queues of their own, and nobody else may anything', () => {
    expect(statements(withSettings({}))).toEqual([]);
    const [only, ...others] = statements(withAws({ partnerAccounts: ['444444444444'] }));
    expect(others).toEqual([]);
    expect(JSON.stringify(only?.Principal)).toContain(':iam::444444444444:root');
    expect(only?.Condition).toEqual({
      StringEquals: { 'sns:Protocol': 'sqs' },
      StringLike: { 'sns:Endpoint': 'arn:aws:sqs:*:444444444444:*' },
    });
    expect(() => settingsOf('prod', { prod: { ...prod, aws: { ...prod.aws, partnerAccounts: ['4444'] } } })).toThrow(
      /at aws\.partnerAccounts\[0\]/,
    );
  });
});

test('ingest and deliver take no more workers than the stage lets them', () => {
  const template = withSettings({ atOnce: { ingest: 7, deliver: 6 } });
  const caps = (
    Object.values(template.findResources('AWS::Lambda::EventSourceMapping')) as {
      Properties: { FunctionName: { Ref: string }; ScalingConfig?: { MaximumConcurrency: number } };
    }[]
  ).flatMap(
    ({
      Properties: {
        FunctionName: { Ref },
        ScalingConfig,
      },
    }) => (/^(PollingIngest|DeliveringDeliver)[0-9A-F]{8}$/.test(Ref) ? [ScalingConfig?.MaximumConcurrency] : []),
  );
  expect(caps.toSorted()).toEqual([6, 7]);
});
