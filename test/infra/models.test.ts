import { expect, test } from '@jest/globals';
import { resolveStack } from '../../local/template/stack.ts';
import type { Assembly } from '../../local/template/assembly.ts';
import { targets } from './models/properties.ts';
import { modelReport } from './models/violations.ts';
import { template } from './prodTemplate.ts';
import { synthesise } from './synthesise.ts';

type Properties = Record<string, { Type: string; Properties: Record<string, unknown> }>;

/** Names and references as they will be, so that patterns can be held against them. */
function resourcesOf(change: (resources: Properties) => void = () => undefined, of = template) {
  const copy = structuredClone(of.toJSON()) as Assembly['template'];
  change(copy.Resources as Properties);
  return resolveStack(
    { stackName: 'Caravan-prod', template: copy, assets: new Map() },
    { endpoint: 'https://sqs.us-east-1.amazonaws.com', url: 'https://caravan.example' },
  ).resources;
}

/** What CloudFormation has and no operation's model: each with its reason. */
const known: Readonly<Record<string, string>> = {
  'AWS::CloudFront::Function.AutoPublish': 'CloudFormation publishes the function by another call (PublishFunction)',
  'AWS::DynamoDB::Table.ResourcePolicy': 'a structure around the document that the API takes as text',
};

const firstOf = (resources: Properties, type: string): Record<string, unknown> => {
  const found = Object.values(resources).find(({ Type }) => Type === type);
  if (found === undefined) throw new Error(`The template has no ${type}.`);
  return found.Properties;
};

test.each(['dev', 'staging', 'prod'])('no property of %s breaks a rule of the API that it becomes', (stage) => {
  const { broken, unmapped, checked } = modelReport(
    resourcesOf(undefined, stage === 'prod' ? template : synthesise(stage)),
  );
  expect(broken).toEqual([]);
  expect([...new Set(unmapped)].filter((path) => !(path in known))).toEqual([]);
  expect(checked).toBeGreaterThan(2_000);
});

test('the list names types of the template alone', () => {
  const types = new Set(resourcesOf().map(({ type }) => type));
  expect(Object.keys(targets).filter((type) => !types.has(type))).toEqual([]);
});

test.each<[string, (resources: Properties) => void, string]>([
  [
    'a colon in the name of a budget',
    (all) => {
      (firstOf(all, 'AWS::Budgets::Budget')['Budget'] as { BudgetName: string }).BudgetName =
        'caravan-prod: Costs run high';
    },
    'Member must satisfy regular expression pattern',
  ],
  [
    'a dimension more than CloudWatch takes',
    (all) => {
      firstOf(all, 'AWS::CloudWatch::Alarm')['Dimensions'] = Array.from({ length: 31 }, (_, index) => ({
        Name: `n${index}`,
        Value: 'v',
      }));
    },
    'Member must have length less than or equal to 30',
  ],
  [
    'a retention that Logs does not know, as a type',
    (all) => {
      firstOf(all, 'AWS::Logs::LogGroup')['RetentionInDays'] = 'a week';
    },
    'retentionInDays',
  ],
  [
    'a timeout of no second',
    (all) => {
      firstOf(all, 'AWS::Lambda::Function')['Timeout'] = 0;
    },
    'Member must have value greater than or equal to 1',
  ],
  [
    'a runtime that is none',
    (all) => {
      firstOf(all, 'AWS::Lambda::Function')['Runtime'] = 'nodejs23.x';
    },
    'Member must satisfy enum value set',
  ],
  [
    'an attribute that SQS does not have',
    (all) => {
      firstOf(all, 'AWS::SQS::Queue')['RetentionDays'] = 3;
    },
    'RetentionDays',
  ],
  [
    'a rate that no rule has',
    (all) => {
      firstOf(all, 'AWS::Events::Rule')['State'] = 'ON';
    },
    'Member must satisfy enum value set',
  ],
])('%s would be found', (_, change, rule) => {
  const { broken, unmapped } = modelReport(resourcesOf(change));
  expect([...broken, ...unmapped].join('\n')).toContain(rule);
});
