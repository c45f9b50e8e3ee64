import { SendQuota } from '../../../local/mail/sendQuota.ts';

const atMs = (milliseconds: number) => new Date(Date.parse('2026-11-01T00:00:00Z') + milliseconds);
/** What became of a mail for so many at a moment. */
const taken = (quota: SendQuota, milliseconds: number, recipients = 1): string => {
  try {
    quota.take(recipients, atMs(milliseconds));
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

test('no more recipients than the rate are taken within any second', () => {
  const quota = new SendQuota({ sentLast24Hours: () => 0 }, { maxSendRate: 3 });
  expect([0, 0, 400, 400, 999, 1_000, 1_000, 1_001, 1_400].map((at) => taken(quota, at))).toEqual([
    'taken',
    'taken',
    'taken',
    'Maximum sending rate exceeded.',
    'Maximum sending rate exceeded.',
    'taken',
    'taken',
    'Maximum sending rate exceeded.',
    'taken',
  ]);
});

test('the quota of 24 hours is told from the rate by its words, and what is refused counts for neither', () => {
  let sent = 3;
  const quota = new SendQuota({ sentLast24Hours: () => sent }, { maxSendRate: 1, max24HourSend: 4 });
  expect(taken(quota, 0)).toBe('taken');
  sent = 4;
  expect([taken(quota, 2_000), taken(quota, 2_000)]).toEqual([
    'Daily message quota exceeded.',
    'Daily message quota exceeded.',
  ]);
});
