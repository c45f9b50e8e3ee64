import { settingsOf } from '../../lib/settings/ofStage.ts';
import { prod } from '../../lib/settings/prod.ts';

test.each(['local', 'dev', 'staging', 'prod'])('the settings of %s are right', (stage) => {
  expect(settingsOf(stage).title).toMatch(/^Caravan/);
});

test('an unknown stage is an error that names the stages', () => {
  expect(() => settingsOf('porduction')).toThrow(/Unknown stage "porduction": choose one with -c stage=local\|dev\|staging\|prod/);
  expect(() => settingsOf(undefined)).toThrow(/Unknown stage null/);
});

test('a misspelt setting and a missing one are both named, with the file to mend', () => {
  const { articleRetentionDays, ...rest } = prod;
  const misspelt = { ...rest, articleRetentionDay: articleRetentionDays };
  expect(() => settingsOf('prod', { prod: misspelt })).toThrow(/lib\/settings\/prod\.ts is wrong/);
  expect(() => settingsOf('prod', { prod: misspelt })).toThrow(/articleRetentionDay"/);
  expect(() => settingsOf('prod', { prod: misspelt })).toThrow(/at articleRetentionDays/);
});

test('only the local stage may reach the loopback', () => {
  expect(() => settingsOf('prod', { prod: { ...prod, allowLoopback: true } })).toThrow(/for the stage local alone/);
});
