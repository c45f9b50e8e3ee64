import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answered, unusedRate, quotaLeft, reserved } from '../../../modules/mail/sendRate.ts';
import type { SendRate } from '../../../modules/mail/sendRate.ts';

const noon = Date.parse('2026-11-24T12:00:00Z');
const limits = { perSecond: 10, perDay: 100 };
const hour = (ms: number) => Math.floor(ms / 3_600_000);
const day = 86_400_000;
const take = (pace: SendRate, count: number, atMs: number) => reserved(pace, count, limits, new Date(atMs));

test('whoever comes next goes after those before', () => {
  const first = take(unusedRate, 5, noon);
  expect(first).toMatchObject({ startAtMs: noon, eachMs: 100 });
  const second = take({ revision: 1, ...first.next! }, 5, noon + 10);
  expect(second).toMatchObject({
    startAtMs: noon + 500,
    next: { nextAtMs: noon + 1000, sentByHour: { [hour(noon)]: 10 } },
  });
});

test('a pause is not saved up', () => {
  const { next } = take(unusedRate, 5, noon);
  expect(take({ revision: 1, ...next! }, 5, noon + 60_000)).toMatchObject({ startAtMs: noon + 60_000 });
});

test("24 hours' mails are no more than SES lets out in 24 hours, whatever the date says", () => {
  const evening = Date.parse('2026-11-24T22:30:00Z');
  const sent = { ...unusedRate, sentByHour: { [hour(evening)]: 90, [hour(evening) + 1]: 6 } };
  const night = evening + 2 * 3_600_000; // of another date
  expect(take(sent, 4, night)).toMatchObject({ startAtMs: night });
  expect(quotaLeft(sent, limits, new Date(night))).toBe(4);
  // The last of an hour's mails may have gone at its end: they count until then, a day later.
  expect(take(sent, 5, night)).toEqual({
    waitUntilMs: Date.parse('2026-11-25T23:00:00Z'),
    reason: 'The 100 mails of 24 hours are sent.',
  });
  expect(take(sent, 5, Date.parse('2026-11-25T22:59:59Z'))).toHaveProperty('waitUntilMs');
  const next = Date.parse('2026-11-25T23:00:00Z');
  expect(take(sent, 5, next)).toMatchObject({ next: { sentByHour: { [hour(evening) + 1]: 6, [hour(next)]: 5 } } });
  expect(take(sent, 5, next).next?.sentByHour).not.toHaveProperty(String(hour(evening)));
});

test('places that SES did not use are given back, also those of the hour before', () => {
  const pace = { ...unusedRate, sentByHour: { [hour(noon) - 1]: 90, [hour(noon)]: 10 } };
  expect(take(pace, 1, noon)).toHaveProperty('waitUntilMs');
  const back = { ...unusedRate, ...answered(pace, { unused: 12 })! };
  expect(back.sentByHour).toEqual({ [hour(noon) - 1]: 88, [hour(noon)]: 0 });
  expect(quotaLeft(back, limits, new Date(noon))).toBe(12);
  expect(answered(pace, { unused: 0 })).toBeUndefined();
});

test('a reader whom SES refuses every five minutes uses up nothing of the day', () => {
  let pace: SendRate = unusedRate;
  for (let clock = noon; clock < noon + day; clock += 300_000) {
    const { next } = take(pace, 10, clock);
    expect(next).toBeDefined();
    pace = { revision: 1, ...answered({ revision: 1, ...next! }, { unused: 10 })! };
  }
  expect(quotaLeft(pace, limits, new Date(noon + day))).toBe(limits.perDay);
});

test('nobody goes while SES takes no more', () => {
  const shut = {
    ...unusedRate,
    ...answered(unusedRate, { unused: 0, shut: { until: new Date(noon + 60_000), reason: 'full' } })!,
  };
  expect(take(shut, 1, noon)).toEqual({ waitUntilMs: noon + 60_000, reason: 'full' });
  expect(quotaLeft(shut, limits, new Date(noon))).toBe(0);
  expect(take(shut, 1, noon + 60_000)).toMatchObject({ startAtMs: noon + 60_000 });
  expect(answered(shut, { unused: 0, shut: { until: new Date(noon + 30_000), reason: 'sooner' } })).toBeUndefined();
  expect(answered(shut, { unused: 1 })).toMatchObject({ closedUntilMs: noon + 60_000, reason: 'full' });
});

test('in no second of any history do more mails go than the pace allows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ count: fc.integer({ min: 1, max: 10 }), afterMs: fc.integer({ min: 0, max: 2_000 }) }), {
        maxLength: 10,
      }),
      (asks) => {
        let pace: SendRate = unusedRate;
        let clock = noon;
        const goes: number[] = [];
        for (const { count, afterMs } of asks) {
          clock += afterMs;
          const { next, ...place } = take(pace, count, clock);
          if (next === undefined || !('startAtMs' in place)) continue;
          for (let turn = 0; turn < count; turn++) goes.push(place.startAtMs + turn * place.eachMs);
          pace = { revision: pace.revision + 1, ...next };
        }
        for (const from of goes)
          expect(goes.filter((one) => one >= from && one < from + 1_000).length).toBeLessThanOrEqual(limits.perSecond);
      },
    ),
  );
});

test('in no 24 hours of any history do more mails go than the day allows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ count: fc.integer({ min: 1, max: 60 }), afterMinutes: fc.integer({ min: 0, max: 400 }) }), {
        maxLength: 40,
      }),
      (asks) => {
        let pace: SendRate = unusedRate;
        let clock = noon;
        const went: { at: number; count: number }[] = [];
        for (const { count, afterMinutes } of asks) {
          clock += afterMinutes * 60_000;
          const { next } = take(pace, count, clock);
          if (next === undefined) continue;
          went.push({ at: clock, count });
          pace = { revision: pace.revision + 1, ...next };
        }
        for (const { at } of went)
          expect(
            went.filter((one) => one.at <= at && one.at > at - day).reduce((sum, { count }) => sum + count, 0),
          ).toBeLessThanOrEqual(limits.perDay);
      },
    ),
  );
});
