import { App } from 'aws-cdk-lib';
import { CaravanStack } from '../../lib/CaravanStack.ts';
import { settingsOf } from '../../lib/settings/ofStage.ts';
import { synthesise } from './synthesise.ts';

const stages = ['dev', 'staging', 'prod'] as const;
type Retained = { Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string };
const resourcesOf = (template: ReturnType<typeof synthesise>) =>
  Object.entries(template.toJSON().Resources as Record<string, Retained>);

describe.each(stages)('the first deploy of %s', (stage) => {
  const settings = settingsOf(stage);
  const template = synthesise(stage);

  test('protects nothing before it has succeeded once, so that a failed one can be cleared away and tried again', () => {
    const { terminationProtection } = new CaravanStack(
      new App({ context: { 'aws:cdk:bundling-stacks': [] } }),
      `Caravan-${stage}`,
      { stage, settings },
    );
    expect(terminationProtection).toBe(false);
    template.allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
  });

  test('leaves nothing behind where it fails', () => {
    const left = resourcesOf(template).filter(
      ([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete' && DeletionPolicy !== 'RetainExceptOnCreate',
    );
    expect(left.map(([id]) => id)).toEqual([]);
  });

  test('has a budget whose name AWS Budgets takes', () => {
    const budgets = Object.values(template.findResources('AWS::Budgets::Budget')) as {
      Properties: { Budget: { BudgetName: string } };
    }[];
    expect(budgets).toHaveLength(1);
    // The pattern of BudgetName in the API reference of AWS Budgets (Budget, CreateBudget); at most 100 characters.
    for (const {
      Properties: {
        Budget: { BudgetName },
      },
    } of budgets)
      expect(BudgetName).toMatch(/^(?![^:\\]*\/action\/|(?!.*<script>.*<\/script>.*).*<[^>]*>)[^:\\]{1,100}$/);
  });
});

test('prod keeps its data when it is removed, and what replaces a table leaves the old one', () => {
  const kept = resourcesOf(synthesise('prod')).filter(
    ([, { DeletionPolicy }]) => DeletionPolicy === 'RetainExceptOnCreate',
  );
  expect(new Set(kept.map(([, { Type }]) => Type))).toContain('AWS::DynamoDB::Table');
  for (const [, { UpdateReplacePolicy }] of kept) expect(UpdateReplacePolicy).toBe('Retain');
});

test('once protected, the stack and its tables refuse to be deleted', () => {
  const settings = { ...settingsOf('prod'), protected: true };
  const { terminationProtection } = new CaravanStack(
    new App({ context: { 'aws:cdk:bundling-stacks': [] } }),
    'Caravan-prod',
    { stage: 'prod', settings },
  );
  expect(terminationProtection).toBe(true);
  synthesise('prod', settings).allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true });
  expect(() => settingsOf('dev', { dev: { ...settingsOf('dev'), protected: true } })).toThrow(
    /lib\/settings\/dev\.ts is wrong[^]*cannot be protected/,
  );
});
