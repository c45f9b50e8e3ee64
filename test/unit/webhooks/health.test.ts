import { expect, test } from '@jest/globals';
import { healthAfter } from '../../../modules/webhooks/deliver/decide.ts';
import { instant } from '../../../platform/values/time.ts';
import { anEndpoint } from '../../helpers/records.ts';

const now = new Date('2026-11-10T00:00:00Z');
const attempt = { at: instant(now), milliseconds: 5, status: 500 };
const failingFor = (days: number) => anEndpoint({ failingSince: instant(new Date(now.getTime() - days * 86_400_000)) });

test('a healthy endpoint that takes a delivery costs no write', () => {
  expect(healthAfter(anEndpoint(), 'delivered', attempt, now)).toBeUndefined();
});
test('the first failure is remembered, the next are not written again', () => {
  expect(healthAfter(anEndpoint(), 'failed', attempt, now)).toEqual({
    failingSince: instant(now),
    lastFailure: 'It answered 500.',
  });
  expect(healthAfter(failingFor(4.9), 'failed', attempt, now)).toBeUndefined();
});
test('a success ends the row of failures', () => {
  expect(healthAfter(failingFor(4), 'delivered', attempt, now)).toEqual({
    failingSince: undefined,
    lastFailure: undefined,
  });
});
test('five days without a success disable it, and its record says why', () => {
  expect(healthAfter(failingFor(5), 'failed', attempt, now)).toMatchObject({
    status: 'disabled',
    disabled: {
      by: 'caravan',
      reason: 'No delivery has succeeded since 2026-11-05T00:00:00.000Z. It answered 500.',
      at: instant(now),
    },
  });
});
test('410 disables at once', () => {
  expect(healthAfter(anEndpoint(), 'gone', { ...attempt, status: 410 }, now)).toMatchObject({
    status: 'disabled',
    disabled: { reason: expect.stringContaining('410') },
  });
});
test('"not now" is never held against it', () => {
  expect(healthAfter(failingFor(9), 'busy', { ...attempt, status: 429 }, now)).toBeUndefined();
});
