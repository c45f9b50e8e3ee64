import { expect, test } from '@jest/globals';
import { decideDigest } from '../../../modules/digests/sending/prepare.ts';
import { digestStatuses } from '../../../modules/digests/digest.ts';
import { epochSeconds, instant } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import { digest, reader } from '../../helpers/readers.ts';

const now = new Date('2026-11-24T03:00:30Z');
const dueAt = epochSeconds(new Date('2026-11-24T03:00:00Z'));
const message = { subscriberId: 'a'.repeat(32), dueAt, until: 20 };
const due = reader({ dueAt, readTo: 7 });
const ago = (seconds: number) => instant(new Date(now.getTime() - seconds * 1000));

test('what is due and was never claimed is sent, from where the reader stands to where the message says', () => {
  expect(decideDigest({ message, subscriber: due, row: undefined }, now)).toMatchObject({
    kind: 'send',
    window: { since: 7, until: 20 },
  });
});

test.each([
  ['who is not there', undefined],
  ['who left', reader({ status: 'left' })],
  ['who has left while a due time still stood', { ...due, status: 'left' as const }],
  ['who was suppressed', { ...due, status: 'suppressed' as const }],
  ['who had it', { ...due, dueAt: (dueAt + 86_400) as EpochSeconds }],
])('nothing goes to one %s', (_, subscriber) => {
  expect(decideDigest({ message, subscriber, row: undefined }, now)).toEqual({ kind: 'drop' });
});

test('what SES may have is left to its events', () => {
  expect(
    decideDigest({ message, subscriber: due, row: digest({ dueAt, status: 'sending', claimedAt: ago(599) }) }, now),
  ).toEqual({ kind: 'leave' });
});

test('what SES has not told of for ten minutes it never had: it is sent again, with the same window', () => {
  const row = digest({ dueAt, status: 'sending', claimedAt: ago(601), since: 3, until: 11 });
  expect(decideDigest({ message, subscriber: due, row }, now)).toMatchObject({
    kind: 'send',
    window: { since: 3, until: 11 },
  });
});

test('what SES refused for its pace is sent with what is new by now', () => {
  expect(decideDigest({ message, subscriber: due, row: digest({ dueAt, status: 'waiting' }) }, now)).toMatchObject({
    kind: 'send',
    window: { since: 7, until: 20 },
  });
});

test.each(digestStatuses.filter((status) => status !== 'sending' && status !== 'waiting'))(
  'what was %s is never sent again',
  (status) => {
    expect(decideDigest({ message, subscriber: due, row: digest({ dueAt, status }) }, now)).toMatchObject({
      kind: 'finish',
    });
  },
);
