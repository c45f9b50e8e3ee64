import { readFileSync } from 'node:fs';
import { template } from './prodTemplate.ts';

const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
const ofType = (type: string) =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties as Record<string, unknown>);

interface Shown {
  name: string;
  text: string;
  isForPeople: boolean;
}
const shown = (name: unknown, text: unknown, actions: unknown): Shown => ({
  name: String(name),
  text: String(text),
  isForPeople: actions !== undefined,
});
const alarms = [
  ...ofType('AWS::CloudWatch::Alarm').map(({ AlarmName, AlarmDescription, AlarmActions }) =>
    shown(AlarmName, AlarmDescription, AlarmActions),
  ),
  ...ofType('AWS::CloudWatch::CompositeAlarm').map(({ AlarmName, AlarmDescription, AlarmActions }) =>
    shown(AlarmName, AlarmDescription, AlarmActions),
  ),
];
const forPeople = alarms.filter(({ isForPeople }) => isForPeople);
const budgets = ofType('AWS::Budgets::Budget').map(({ Budget }) => (Budget as { BudgetName: string }).BudgetName);

test('every alarm has its entry in the runbook, and every entry its alarm', () => {
  expect(
    [...forPeople.map(({ name }) => name), ...budgets]
      .map((name) => name.replace(/^caravan-prod(: | - )/, ''))
      .toSorted(),
  ).toEqual(headings.toSorted());
});

test('every alarm says what readers notice, and links its entry', () => {
  for (const { name, text } of forPeople) {
    const anchor = name.replace('caravan-prod: ', '').toLowerCase().replaceAll(' ', '-');
    expect(text).toMatch(new RegExp(`^.{20,} What to do: docs/runbook.md#${anchor}$`));
  }
});

test('an alarm that tells nobody is a part of one that does', () => {
  const rules = JSON.stringify(ofType('AWS::CloudWatch::CompositeAlarm').map(({ AlarmRule }) => AlarmRule));
  const parts = Object.entries(template.findResources('AWS::CloudWatch::Alarm')).filter(
    ([, { Properties }]) => (Properties as Record<string, unknown>).AlarmActions === undefined,
  );
  expect(parts).toHaveLength(12);
  for (const [id] of parts) expect(rules).toContain(`"${id}"`);
});

test('every alarm is told to the one topic, which leads to a person', () => {
  const actions = new Set(
    [...ofType('AWS::CloudWatch::Alarm'), ...ofType('AWS::CloudWatch::CompositeAlarm')].flatMap(({ AlarmActions }) =>
      AlarmActions === undefined ? [] : [JSON.stringify(AlarmActions)],
    ),
  );
  expect([...actions]).toEqual(['[{"Ref":"AlertingAlarmsE9ABCE11"}]']);
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    TopicArn: { Ref: 'AlertingAlarmsE9ABCE11' },
    Endpoint: 'ops@caravan.example',
  });
});
