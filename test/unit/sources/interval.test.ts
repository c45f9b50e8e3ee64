import fc from 'fast-check';
import { outcomeKinds } from '../../../modules/sources/source.ts';
import { epochSeconds, type EpochSeconds } from '../../../platform/values/time.ts';
import { habitOf, nextPollDelaySeconds, type PollHistory } from '../../../modules/sources/polling/interval.ts';
import { retryAfterSeconds } from '../../../platform/http/headers.ts';

const now = new Date('2024-05-06T12:00:00Z');
const day = 86_400;
const every = (seconds: number, count = 10) =>
  Array.from({ length: count }, (_, index) => epochSeconds(new Date(now.getTime() - index * seconds * 1000)));
const delay = ({
  published = every(7_200),
  ...more
}: Partial<PollHistory> & { readonly published?: readonly EpochSeconds[] }): number =>
  nextPollDelaySeconds({ outcome: 'new', habit: habitOf(published, now), failures: 0, now, random: 0, ...more });

test.each([
  ['a quarter of the usual gap', {}, 1_800],
  ['at the nearest of even paces', { published: every(2_100) }, 600],
  ['never under 5 minutes', { published: every(60) }, 300],
  ['never over a day', { published: every(30 * day) }, day],
  ['an hour where nothing is known', { published: [] }, 3_600],
  ['a quiet source by its silence', { published: [epochSeconds(new Date(now.getTime() - 5 * day * 1000))] }, 3 * 3_600],
  [
    'dates before 1970 are no habit',
    { published: [epochSeconds(new Date('1901-01-02')), epochSeconds(new Date('1969-12-31')), ...every(7_200)] },
    1_800,
  ],
  [
    'dates in the future are no habit',
    { published: [epochSeconds(new Date(now.getTime() + day * 1000)), ...every(7_200)] },
    1_800,
  ],
  ['no sooner than its ttl', { ttlSeconds: 5_000 }, 5_400],
  ['no sooner than max-age', { cacheControl: 'public, max-age=6000' }, 7_200],
  ['no sooner than Expires', { expires: 'Mon, 06 May 2024 14:00:00 GMT' }, 7_200],
  ['max-age stands above Expires', { cacheControl: 'max-age=4000', expires: 'Mon, 06 May 2024 22:00:00 GMT' }, 5_400],
  ['no-cache wishes nothing', { cacheControl: 'no-cache, max-age=9000' }, 1_800],
  ['a wish is obeyed to a day', { ttlSeconds: 30 * day }, day],
  ['an operator stands above habit and wish', { operatorIntervalSeconds: 60, ttlSeconds: 9_000 }, 60],
  ['but not above Retry-After', { operatorIntervalSeconds: 60, retryAfterSeconds: 900, outcome: 'retry-later' }, 900],
  ['Retry-After is obeyed to a day', { retryAfterSeconds: 90 * day, outcome: 'retry-later' }, day],
  ['429 without a time doubles the wait', { outcome: 'retry-later' }, 3_600],
  ['the first failure waits as usual', { outcome: 'timeout', failures: 1 }, 1_800],
  ['the third four times as long', { outcome: 'timeout', failures: 3 }, 4 * 1_800],
  ['the hundredth a day', { outcome: 'timeout', failures: 100 }, day],
  ['jitter lengthens only', { outcome: 'timeout', failures: 1, random: 1 }, 2_700],
  ['an operator’s interval backs off as well', { outcome: 'dns', failures: 4, operatorIntervalSeconds: 60 }, 480],
  ['an operator’s week stays a week', { outcome: 'dns', failures: 4, operatorIntervalSeconds: 7 * day }, 7 * day],
] as const)('%s', (_name, more, seconds) => {
  expect(delay(more)).toBe(seconds);
});

test('a source is never abandoned: every delay is whole, and between the shortest and the longest', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...outcomeKinds),
      fc.nat(),
      fc.nat(),
      fc.nat(10_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.nat(1e9), { maxLength: 30 }),
      (outcome, failures, ttlSeconds, retryAfter, random, ages) => {
        const published = ages.map((age) => epochSeconds(new Date(now.getTime() - age * 1000)));
        const seconds = nextPollDelaySeconds({
          outcome,
          failures,
          ttlSeconds,
          retryAfterSeconds: retryAfter,
          random,
          habit: habitOf(published, now),
          now,
        });
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(300);
        expect(seconds).toBeLessThanOrEqual(day);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['120', 120],
  [' 0 ', 0],
  ['Mon, 06 May 2024 12:01:00 GMT', 60],
  ['Sun, 05 May 2024 12:00:00 GMT', 0],
  ['-5', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
  ['1.5', undefined],
])('Retry-After %j is %j seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
