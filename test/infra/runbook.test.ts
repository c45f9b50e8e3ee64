import { readFileSync } from 'node:fs';
import { synthesise } from './synthesise.ts';

const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
const alarms = Object.values(synthesise('prod').findResources('AWS::CloudWatch::Alarm')).map(
  ({ Properties }) => Properties as { AlarmName: string; AlarmDescription: string },
);

test('every alarm has its entry in the runbook, and every entry its alarm', () => {
  expect(alarms.map(({ AlarmName }) => AlarmName.replace('caravan-prod: ', '')).toSorted()).toEqual(headings.toSorted());
});

test("every alarm says what readers notice, and links its entry", () => {
  for (const { AlarmName, AlarmDescription } of alarms) {
    const anchor = AlarmName.replace('caravan-prod: ', '').toLowerCase().replaceAll(' ', '-');
    expect(AlarmDescription).toMatch(new RegExp(`^.{20,} What to do: docs/runbook.md#${anchor}$`));
  }
});
