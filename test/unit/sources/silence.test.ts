import { isSilent } from '../../../modules/sources/silence.ts';
import { epochSeconds, instant } from '../../../platform/values/time.ts';

const now = new Date('2026-11-24T12:00:00Z');
const ago = (hours: number) => instant(new Date(now.getTime() - hours * 3_600_000));
const habit = (gapHours: number) => ({ gapSeconds: gapHours * 3_600, latest: epochSeconds(now) });

const polled = { createdAt: ago(20_000), lastSuccessAt: ago(1) };

test.each([
  ['hourly, through a weekend', 1, 47, false],
  ['hourly, for more than two days', 1, 49, true],
  ['daily, for nine days', 24, 9 * 24, false],
  ['daily, for eleven days', 24, 11 * 24, true],
  ['weekly, for two months', 7 * 24, 60 * 24, false],
])('a source that publishes %s', (_, gapHours, silentHours, silent) => {
  expect(isSilent({ ...polled, habit: habit(gapHours), lastNewsAt: ago(silentHours) }, now)).toBe(silent);
});

test('one without a habit, or without any news yet, is not silent', () => {
  expect(isSilent({ ...polled, habit: undefined, lastNewsAt: ago(10_000) }, now)).toBe(false);
  expect(isSilent({ ...polled, habit: habit(1), lastNewsAt: undefined }, now)).toBe(false);
});

test('one that never answered is silent once a day has passed since it was added', () => {
  const never = { lastSuccessAt: undefined, habit: undefined, lastNewsAt: undefined };
  expect(isSilent({ ...never, createdAt: ago(23) }, now)).toBe(false);
  expect(isSilent({ ...never, createdAt: ago(24) }, now)).toBe(true);
});
