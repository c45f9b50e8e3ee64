import { readFileSync } from 'node:fs';
import { costsAtRest } from '../../modules/operations/costs/atRest.ts';
import type { Template } from '../../modules/operations/costs/atRest.ts';
import { settingsOf } from '../../lib/settings/ofStage.ts';
import { template, whole } from './prodTemplate.ts';
import { synthesise } from './synthesise.ts';

const dollarsOf = (one: Template): number => costsAtRest(one).reduce((sum, { dollars }) => sum + dollars, 0);
const ofStage = (...args: Parameters<typeof synthesise>): number => dollarsOf(synthesise(...args).toJSON() as Template);
const everything = template.toJSON() as Template;

/** Dollars a month, and what README and the guide say; a rise is meant, and said, or it is mended. */
test.each([
  ['dev', 3, '2.30'],
  ['staging', 3, '2.30'],
  ['prod', 12, '10.80'],
])('%s at rest costs less than $%d a month, and what the documents say', (stage, most, said) => {
  const dollars = ofStage(stage);
  expect(dollars).toBeLessThan(most);
  expect(dollars.toFixed(2)).toBe(said);
  for (const file of ['README.md', 'docs/deploying.md']) expect(readFileSync(file, 'utf8')).toContain(`$${said}`);
});

test("what is a setting is priced by itself: the firewall's 6 dollars, the dashboard's 3, the alarms by their metrics", () => {
  const settings = settingsOf('prod');
  const without = ofStage('prod', { ...settings, firewall: false, dashboard: false, alarms: 'none' });
  expect(ofStage('prod', { ...settings, firewall: true, dashboard: false, alarms: 'none' }) - without).toBeCloseTo(6);
  expect(ofStage('prod', { ...settings, firewall: false, dashboard: true, alarms: 'none' }) - without).toBeCloseTo(3);
  expect(ofStage('prod', whole) - without).toBeGreaterThan(9 + 3 * 0.5 + 60 * 0.1);
});

test.each([
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::WAFv2::WebACL',
  'AWS::SecretsManager::Secret',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Events::Rule',
])('each %s costs something', (type) => {
  const ids = Object.entries(everything.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id]) => id);
  expect(ids.length).toBeGreaterThan(0);
  const lacking = {
    Resources: Object.fromEntries(Object.entries(everything.Resources).filter(([id]) => id !== ids[0])),
  };
  const isStream = JSON.stringify(everything.Resources[ids[0]!]?.Properties).includes('StreamArn');
  expect(dollarsOf(everything) - dollarsOf(lacking) > 0).toBe(!isStream); // what Lambda reads of a stream is free
});

test('a schedule whose runs are not priced is an error that says so', () => {
  const rule = { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(5 minutes)', Targets: [] } };
  expect(() => costsAtRest({ Resources: { rule } })).toThrow(
    /"rate\(5 minutes\)" costs at rest is not known: say it in modules\/operations\/costs\/atRest\.ts/,
  );
});

test('where Lambda documents that it polls less, it is let: queues that seldom hold anything have no maximum of workers', () => {
  const mappings = Object.values(everything.Resources)
    .filter(({ Type }) => Type === 'AWS::Lambda::EventSourceMapping')
    .map(({ Properties }) => Properties ?? {});
  const ofStandardQueues = mappings.filter(({ EventSourceArn }) => {
    const [queue = ''] = (EventSourceArn as { 'Fn::GetAtt': string[] })['Fn::GetAtt'];
    return (
      everything.Resources[queue]?.Type === 'AWS::SQS::Queue' &&
      everything.Resources[queue].Properties?.['FifoQueue'] !== true
    );
  });
  expect(ofStandardQueues).toHaveLength(6);
  for (const mapping of ofStandardQueues) expect(mapping).not.toHaveProperty('ScalingConfig');
});
