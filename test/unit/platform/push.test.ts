import { isAsked, isLeaseDue, isVerificationExpected, leaseEnd, refusalOf } from '../../../modules/sources/source.ts';
import { plusSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';

const now = 1_800_000_000 as EpochSeconds;
const day = 86_400;
/** Times are seconds from now. */
const push = (askedAt?: number, leaseUntil?: number) => ({
  hub: 'https://hub.example/',
  topic: 'https://news.example/feed',
  ...(askedAt !== undefined && { askedAt: plusSeconds(now, askedAt) }),
  ...(leaseUntil !== undefined && { leaseUntil: plusSeconds(now, leaseUntil) }),
});

test.each<[string, boolean, ReturnType<typeof push>]>([
  ['was never asked for', true, push()],
  ['was asked for just now', false, push(0)],
  ['was asked for in vain within the day', false, push(-day + 1)],
  ['was asked for in vain a day ago', true, push(-day)],
  ['of ten days has two days and a second left', false, push(-8 * day + 1, 2 * day + 1)],
  ['of ten days has two days left', true, push(-8 * day, 2 * day)],
  ['of a month has three days left', false, push(-27 * day, 3 * day)],
  ['of a month has two days left', true, push(-28 * day, 2 * day)],
  ['of an hour has a quarter of an hour left', false, push(-45 * 60, 15 * 60)],
  ['of an hour has twelve minutes left', true, push(-48 * 60, 12 * 60)],
  ['was renewed just now, in vain so far', false, push(-60, 2 * day)],
  ['was renewed in vain, and a fifth of what was left is left', true, push(-8 * 3_600, 2 * 3_600)],
  ['ran out unasked', true, push(-10 * day, -1)],
  ['ran out just now, and was asked for after its end', false, push(-60, -61)],
  ['ran out, and was asked for in vain a day ago', true, push(-day, -day - 1)],
])('a lease that %s: due is %s', (_, due, stands) => {
  expect(isLeaseDue(stands, now)).toBe(due);
});

test('one that is renewed in vain is asked for a few times more, and not without end', () => {
  let [asked, at, stands] = [0, now, push(0, 10 * day)];
  for (; at < now + 10 * day; at = plusSeconds(at, 300)) {
    if (!isLeaseDue(stands, at)) continue;
    asked += 1;
    stands = { ...stands, askedAt: at };
  }
  expect(asked).toBeGreaterThan(2);
  expect(asked).toBeLessThan(10);
});

test('a verification is expected for an hour after asking, and while a lease runs', () => {
  expect(
    [push(0), push(-3_600), push(-3_601), push(), push(-day, 1), push(-day, 0)].map((one) =>
      isVerificationExpected(one, now),
    ),
  ).toEqual([true, true, false, false, true, false]);
  expect([push(0), push(-3_601), push(-day, 1), push()].map((one) => isAsked(one, now))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('no lease is shorter than a minute or longer than a month', () => {
  expect([0, 59, 61, 864_000, 31 * day].map((seconds) => leaseEnd(now, seconds) - now)).toEqual([
    60,
    60,
    61,
    864_000,
    30 * day,
  ]);
});

test('of a refusal one line is kept', () => {
  expect(refusalOf(`  No,\r\n\t really ${'x'.repeat(400)}`)).toBe(`No, really ${'x'.repeat(289)}`);
});
