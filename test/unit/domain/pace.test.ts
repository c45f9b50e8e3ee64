import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { closed, noPace, placesLeft, reserved } from '../../../functions/shared/domain/pace.ts';
import type { Pace } from '../../../functions/shared/domain/pace.ts';

const noon = Date.parse('2026-11-24T12:00:00Z');
const limits = { perSecond: 10, perDay: 100 };
const take = (pace: Pace, count: number, atMs: number) => reserved(pace, count, limits, new Date(atMs));

test('whoever comes next goes after those before', () => {
  const first = take(noPace, 5, noon);
  expect(first).toMatchObject({ startAtMs: noon, eachMs: 100 });
  const second = take({ revision: 1, ...first.next! }, 5, noon + 10);
  expect(second).toMatchObject({ startAtMs: noon + 500, next: { nextAtMs: noon + 1000, sentToday: 10, day: '2026-11-24' } });
});

test('a pause is not saved up', () => {
  const { next } = take(noPace, 5, noon);
  expect(take({ revision: 1, ...next! }, 5, noon + 60_000)).toMatchObject({ startAtMs: noon + 60_000 });
});

test("a day's mails are no more than the day's, and the next day has its own", () => {
  const day = { ...noPace, day: '2026-11-24', sentToday: 96 };
  expect(take(day, 4, noon)).toMatchObject({ startAtMs: noon });
  expect(take(day, 5, noon)).toEqual({ waitUntilMs: Date.parse('2026-11-25T00:00:00Z'), reason: "Today's 100 mails are sent." });
  expect(placesLeft(day, limits, new Date(noon))).toBe(4);
  expect(take(day, 5, noon + 86_400_000)).toMatchObject({ next: { sentToday: 5, day: '2026-11-25' } });
});

test('nobody goes while SES takes no more', () => {
  const shut = { ...noPace, ...closed(noPace, new Date(noon + 60_000), 'full')! };
  expect(take(shut, 1, noon)).toEqual({ waitUntilMs: noon + 60_000, reason: 'full' });
  expect(placesLeft(shut, limits, new Date(noon))).toBe(0);
  expect(take(shut, 1, noon + 60_000)).toMatchObject({ startAtMs: noon + 60_000 });
  expect(closed(shut, new Date(noon + 30_000), 'sooner')).toBeUndefined();
});

test('in no second of any history do more mails go than the pace allows', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ count: fc.integer({ min: 1, max: 10 }), afterMs: fc.integer({ min: 0, max: 2_000 }) }), { maxLength: 10 }), (asks) => {
      let pace: Pace = noPace;
      let clock = noon;
      const goes: number[] = [];
      for (const { count, afterMs } of asks) {
        clock += afterMs;
        const { next, ...place } = take(pace, count, clock);
        if (next === undefined || !('startAtMs' in place)) continue;
        for (let turn = 0; turn < count; turn++) goes.push(place.startAtMs + turn * place.eachMs);
        pace = { revision: pace.revision + 1, ...next };
      }
      for (const from of goes) expect(goes.filter((one) => one >= from && one < from + 1_000).length).toBeLessThanOrEqual(limits.perSecond);
    }),
  );
});
