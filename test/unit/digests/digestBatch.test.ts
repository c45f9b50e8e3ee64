import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, jest, test } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { digestMessages } from '../../../modules/digests/sending/digestBatch.ts';
import { workOff } from '../../../platform/runtime/queueHandler.ts';
import type { MailResult } from '../../../modules/mail/sesAnswers.ts';
import { digested, left } from '../../../modules/subscribers/subscription.ts';
import { digestWorker, dueAt, now, outcomes } from './digestWorker.ts';

test('a batch is claimed, sent, recorded, and its readers are told up to the end of the window', async () => {
  const { rows, ledger, mails, run } = digestWorker({});
  expect(outcomes(await run())).toEqual(['taken', 'taken', 'taken']);
  expect(mails).toHaveLength(3);
  expect([...ledger.values()].map(({ status, attempts, until }) => [status, attempts, until])).toEqual(
    Array(3).fill(['sent', 1, 9]),
  );
  expect([...rows.values()].every((row) => row.readTo === 9 && row.dueAt! > dueAt)).toBe(true);
});

test('who leaves while a batch waits for its place gets no mail, and the others do', async () => {
  const { mails, ledger, run } = digestWorker({
    waits: (rows) => {
      rows.set('1'.repeat(32), left(rows.get('1'.repeat(32))!, 'They left.', now)!);
    },
  });
  expect(outcomes(await run())).toEqual(['taken', 'dropped', 'taken']);
  expect(mails).toEqual(['0@baku.example', '2@baku.example']);
  expect(ledger.size).toBe(2);
});

test('whom another worker has served meanwhile is not served twice', async () => {
  const { mails, run } = digestWorker({
    waits: (rows) => {
      rows.set('1'.repeat(32), digested(rows.get('1'.repeat(32))!, dueAt, { readTo: 9, stories: 1 }, now)!);
    },
  });
  expect(outcomes(await run())).toEqual(['taken', 'dropped', 'taken']);
  expect(mails).toHaveLength(2);
});

test('what SES may have taken stays claimed, and its reader where they are', async () => {
  const { ledger, rows, givenBack, run } = digestWorker({ posts: [{ what: 'unknown', reason: 'TimeoutError' }] });
  expect(outcomes(await run())).toEqual(['unknown', 'taken', 'taken']);
  expect(givenBack).toEqual([0]);
  expect(ledger.get('0'.repeat(32))?.status).toBe('sending');
  expect(rows.get('0'.repeat(32))).toMatchObject({ dueAt, readTo: 0 });
});

test('what SES is too busy for is tried again in a second, three times, and then waits', async () => {
  const busy: MailResult = { what: 'busy', reason: 'TooManyRequestsException' };
  const { ledger, mails, run } = digestWorker({
    posts: [busy, { what: 'taken', messageId: '1' }, { what: 'taken', messageId: '2' }, busy, busy],
  });
  expect(outcomes(await run())).toEqual(['busy', 'taken', 'taken']);
  expect(mails).toEqual(['0@baku.example', '1@baku.example', '2@baku.example', '0@baku.example', '0@baku.example']);
  expect(ledger.get('0'.repeat(32))).toMatchObject({ status: 'waiting', reason: 'TooManyRequestsException' });
});

test.each([
  ['full', 10],
  ['stopped', 5],
] as const)('where SES is %s, nobody asks it for %s minutes', async (what, minutes) => {
  const { closed, givenBack, ledger, rows, run } = digestWorker({ posts: [{ what, reason: 'said so' }] });
  expect(outcomes(await run())).toEqual([what, 'taken', 'taken']);
  expect(closed).toEqual([new Date(now.getTime() + minutes * 60_000)]);
  expect(givenBack).toEqual([1]);
  expect(ledger.get('0'.repeat(32))?.status).toBe('waiting');
  expect(rows.get('0'.repeat(32))?.dueAt).toBe(dueAt);
});

test('what SES refuses for good is done with, and says why', async () => {
  const { ledger, rows, run } = digestWorker({
    posts: [{ what: 'refused', reason: 'BadRequestException: Illegal address' }],
  });
  expect(outcomes(await run())[0]).toBe('refused');
  expect(ledger.get('0'.repeat(32))).toMatchObject({
    status: 'failed',
    reason: 'BadRequestException: Illegal address',
  });
  expect(rows.get('0'.repeat(32))!.dueAt).toBeGreaterThan(dueAt);
});

test('nobody waits for a place that is past already', async () => {
  const { slept, run } = digestWorker({ place: { startAtMs: now.getTime() - 7, eachMs: 10 } });
  expect(outcomes(await run())).toEqual(['taken', 'taken', 'taken']);
  expect(Math.min(...slept)).toBe(0);
});

test('what finds no place, or none within the time that is left, is left as it was', async () => {
  for (const place of [
    { waitUntilMs: 0, reason: 'The day is full.' },
    { startAtMs: now.getTime() + 50_000, eachMs: 10 },
  ]) {
    const { ledger, mails, run } = digestWorker({ place });
    expect(outcomes(await run())).toEqual(['put off', 'put off', 'put off']);
    expect([ledger.size, mails.length]).toEqual([0, 0]);
  }
});

test.each([
  ['taken', undefined],
  ['empty', []],
])('a digest that was cut short is counted, also where it is %s', async (outcome, articles) => {
  const { parts, messages } = digestWorker({ cut: true, ...(articles && { articles }) });
  const [logger, metrics, counted] = [
    new Logger({ logLevel: 'SILENT' }),
    new Metrics({ namespace: 'Test' }),
    new Map<string, number>(),
  ];
  jest.spyOn(metrics, 'addMetric').mockImplementation((name, _unit, value) => {
    counted.set(name, (counted.get(name) ?? 0) + value);
    return metrics;
  });
  const info = jest.spyOn(logger, 'info');
  const records = messages.map(
    (message, index) => ({ messageId: String(index), body: JSON.stringify(message) }) as SQSRecord,
  );
  expect(await workOff(records, digestMessages, { ...parts, logger, metrics })).toEqual([]);
  expect(counted.get('DigestsCut')).toBe(3);
  expect(info).toHaveBeenCalledWith(`digest ${outcome}`, expect.objectContaining({ cut: true }));
});
