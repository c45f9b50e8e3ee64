import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterAttempt, retryDelaysSeconds } from '../../../modules/webhooks/delivery.ts';
import type { Attempt, Delivery } from '../../../modules/webhooks/delivery.ts';
import { epochSeconds, instant, secondsOf } from '../../../platform/values/time.ts';
import { aDelivery } from '../../helpers/records.ts';

const now = new Date('2026-11-01T08:05:01Z');
const answered = (status?: number): Attempt => ({
  at: instant(now),
  milliseconds: 12,
  ...(status === undefined ? { error: 'No answer.' } : { status }),
});
const after = (before: Delivery, status?: number, retryAfterSeconds?: number, at = now, random = 0.5) =>
  afterAttempt(
    before,
    { attempt: answered(status), answer: 'x', ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
    at,
    random,
  );
const waits = ({ dueAt }: Delivery, at = now) => (dueAt ?? NaN) - epochSeconds(at);

test.each([200, 201, 204, 299])('%i is success', (status) => {
  expect(after(aDelivery({ step: 3, dueAt: epochSeconds(now), reason: 'x' }), status)).toMatchObject({
    status: 'delivered',
    attempts: 1,
    dueAt: undefined,
    reason: undefined,
  });
});

test.each([undefined, 301, 302, 307, 400, 401, 404, 418, 500, 502, 504])('%p comes again after 5 s', (status) => {
  const row = after(aDelivery(), status);
  expect([row.status, row.step, waits(row)]).toEqual(['pending', 1, 5]);
});

test('410 is the end at once', () => {
  expect(after(aDelivery(), 410)).toMatchObject({
    status: 'failed',
    dueAt: undefined,
    reason: expect.stringContaining('gone'),
  });
});

test('failures go down the schedule, about 75 hours, and then it is given up in words', () => {
  let row = aDelivery();
  let at = now;
  const waited: number[] = [];
  for (;;) {
    row = after(row, 500, undefined, at);
    if (row.status !== 'pending') break;
    waited.push(waits(row, at));
    at = new Date((row.dueAt ?? 0) * 1000);
  }
  expect(waited).toEqual([...retryDelaysSeconds]);
  expect(waited).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
  expect(Math.round(waited.reduce((sum, seconds) => sum + seconds, 0) / 3_600)).toBe(76);
  expect(row).toMatchObject({ status: 'failed', attempts: 10, reason: expect.stringContaining('recover') });
});

test('jitter stays within 20 %', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 8 }), fc.double({ min: 0, max: 1, noNaN: true }), (step, random) => {
      const seconds = waits(after(aDelivery({ step }), 500, undefined, now, random));
      const exact = retryDelaysSeconds[step]!;
      expect(seconds).toBeGreaterThanOrEqual(Math.floor(exact * 0.8));
      expect(seconds).toBeLessThanOrEqual(Math.ceil(exact * 1.2));
    }),
  );
});

describe.each([429, 503])('%i', (status) => {
  test.each([
    [0, 1],
    [1, 1],
    [120, 120],
    [86_400, 86_400],
    [999_999, 86_400],
  ])('Retry-After: %i is obeyed, to a day at most, and costs no step', (retryAfter, seconds) => {
    const row = after(aDelivery({ step: 4 }), status, retryAfter, now, 0);
    expect([row.status, row.step, waits(row)]).toEqual(['pending', 4, seconds]);
  });
  test('is never sooner than asked, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_395 }), fc.double({ min: 0, max: 1, noNaN: true }), (asked, random) => {
        expect(waits(after(aDelivery(), status, asked, now, random))).toBeGreaterThanOrEqual(asked);
      }),
    );
  });
  test('without a Retry-After comes again in five minutes, and not for ever', () => {
    expect(waits(after(aDelivery(), status, undefined, now, 0))).toBe(300);
    const old = aDelivery({ createdAt: instant(new Date(now.getTime() - 14 * 86_400_000)) });
    expect(after(old, status, 3_600)).toMatchObject({ status: 'failed' });
    expect(secondsOf(old.createdAt)).toBe(epochSeconds(now) - 14 * 86_400);
  });
});

test('the last ten attempts are kept', () => {
  let row = aDelivery();
  for (let count = 0; count < 15; count++) row = after({ ...row, step: 0 }, 500);
  expect([row.attempts, row.history.length, row.answer]).toEqual([15, 10, 'x']);
});
