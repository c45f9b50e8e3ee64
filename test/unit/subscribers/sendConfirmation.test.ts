import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, jest, test } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { confirmationMessages } from '../../../modules/subscribers/confirmation/sendConfirmation.ts';
import type { ConfirmationServices } from '../../../modules/subscribers/confirmation/sendConfirmation.ts';
import { workOff } from '../../../platform/runtime/queueHandler.ts';
import type { OwnQueue } from '../../../platform/sqs/ownQueue.ts';
import type { Mail } from '../../../modules/mail/mailer.ts';
import type { MailResult } from '../../../modules/mail/sesAnswers.ts';
import type { Answered, Reserved } from '../../../modules/mail/sendRate.ts';
import type { Subscriber } from '../../../modules/subscribers/subscriber.ts';
import { instant } from '../../../platform/values/time.ts';
import { readerKeyWith } from '../../../modules/subscribers/readerKey.ts';
import { preferences } from '../../helpers/readers.ts';

const now = new Date('2026-11-01T08:00:00Z');
const nowMs = now.getTime();
const address = 'reader@example.org';
const key = readerKeyWith('a passphrase of a test');
const record = (
  messageId: string,
  body: unknown = { requestId: messageId, address, preferences, asked: instant(now) },
) => ({ messageId, receiptHandle: messageId, body: JSON.stringify(body) }) as SQSRecord;
const reason = "Whatever: SES's words";

/** What has been done, in the order in which it was. */
const nothingSeen = () => ({
  letters: [] as Mail[],
  slept: [] as number[],
  closed: [] as [number, string][],
  givenBack: 0,
  hidden: [] as [string, number][],
  counts: new Map<string, number>(),
  logs: [] as string[],
  metrics: [] as string[],
});
type Seen = ReturnType<typeof nothingSeen>;

/** A table in memory, of which another writer takes the first so many rows. */
function subscribersIn(rows: Map<string, Subscriber>, seen: Seen, contended: number) {
  let lost = contended;
  const put = (next: Subscriber) => {
    if (lost-- > 0) return Promise.resolve(undefined);
    rows.set(next.id, next);
    return Promise.resolve(next);
  };
  return {
    get: (id: string) => Promise.resolve(rows.get(id)),
    put,
    change: (id: string, next: (row: Subscriber) => Subscriber | undefined) =>
      Promise.resolve(rows.has(id) ? put(next(rows.get(id)!) ?? rows.get(id)!) : undefined),
    count: (what: string, who: string) => {
      seen.counts.set(`${what} ${who}`, (seen.counts.get(`${what} ${who}`) ?? 0) + 1);
      return Promise.resolve(seen.counts.get(`${what} ${who}`));
    },
  };
}

/** An SES that answers in turn, and then takes everything. */
function mailerThat(answers: MailResult['what'][], seen: Seen) {
  let turn = 0;
  return {
    post: (letter: Mail) => {
      seen.letters.push(letter);
      const what = answers[turn++] ?? 'taken';
      return Promise.resolve(what === 'taken' ? { what, messageId: 'm' } : { what, reason });
    },
  };
}

const paceWith = (place: Reserved, seen: Seen) => ({
  reserve: () => Promise.resolve(place),
  settle: ({ unused, shut }: Answered) => {
    seen.givenBack += unused;
    if (shut) seen.closed.push([(shut.until.getTime() - nowMs) / 60_000, shut.reason]);
    return Promise.resolve();
  },
});

function telemetryInto(seen: Seen) {
  const telemetry = { logger: new Logger({ logLevel: 'SILENT' }), metrics: new Metrics({ namespace: 'Test' }) };
  for (const level of ['info', 'error'] as const)
    jest.spyOn(telemetry.logger, level).mockImplementation((...said) => {
      seen.logs.push(JSON.stringify(said));
    });
  jest.spyOn(telemetry.metrics, 'addMetric').mockImplementation((name) => {
    seen.metrics.push(name);
    return telemetry.metrics;
  });
  return telemetry;
}

/** Confirm on a table in memory, with an SES that answers in turn. */
function aConfirm({
  answers = [],
  place = { startAtMs: nowMs, eachMs: 10 },
  remainingMs = 30_000,
  contended = 0,
}: { answers?: MailResult['what'][]; place?: Reserved; remainingMs?: number; contended?: number } = {}) {
  const rows = new Map<string, Subscriber>();
  const seen = nothingSeen();
  let left = remainingMs;
  const parts = {
    key,
    title: 'News',
    publicUrl: 'https://news.example',
    postalAddress: 'Baku',
    now: () => now,
    remainingMs: () => left,
    sleep: (ms: number) => {
      seen.slept.push(ms);
      left -= ms;
      return Promise.resolve();
    },
    subscribers: subscribersIn(rows, seen, contended),
    mailer: mailerThat(answers, seen),
    pace: paceWith(place, seen),
  } as unknown as ConfirmationServices;
  const telemetry = telemetryInto(seen);
  const ownQueue = {
    hide: (one: SQSRecord, seconds: number) => {
      seen.hidden.push([one.messageId, seconds * 1_000]);
      return Promise.resolve();
    },
  } as unknown as OwnQueue;
  const run = async (...records: SQSRecord[]) =>
    (await workOff(records, confirmationMessages, { ...parts, ...telemetry, ownQueue })).map(
      ({ itemIdentifier }) => itemIdentifier,
    );
  return { run, rows, seen, row: () => rows.get(key.idOf(address)) };
}

test('what cannot be read fails, and nothing else does', async () => {
  const { run, seen } = aConfirm();
  expect(await run(record('good'), record('bad', { requestId: 'x' }), { ...record('none'), body: 'no JSON' })).toEqual([
    'bad',
    'none',
  ]);
  expect(seen.letters).toHaveLength(1);
});

test('a message that comes again after its mail sends no other; one whose mail was not taken sends it, and counts once', async () => {
  const { run, seen, row } = aConfirm({ answers: ['unknown', 'taken'] });
  expect(await run(record('r1'))).toEqual(['r1']);
  expect(row()?.asked).toEqual({ requestId: 'r1', at: instant(now), preferences });
  expect(await run(record('r1'))).toEqual([]);
  expect(row()?.asked?.mailedAt).toBe(instant(now));
  expect(await run(record('r1'))).toEqual([]);
  expect([seen.letters.length, [...seen.counts.values()]]).toEqual([2, [1]]);
});

test('a fourth mail to one mailbox within a day does not go, however it is written', async () => {
  const { run, seen } = aConfirm();
  const to = (id: string, written: string) =>
    record(id, { requestId: id, address: written, preferences, asked: instant(now) });
  for (const [index, written] of [
    'reader+1@example.org',
    'reader+2@example.org',
    'READER@example.org',
    'reader+4@example.org',
    'other@example.org',
  ].entries())
    expect(await run(to(`r${index}`, written))).toEqual([]);
  expect(seen.letters.map(({ to: one }) => one)).toEqual([
    'reader+1@example.org',
    'reader+2@example.org',
    'READER@example.org',
    'other@example.org',
  ]);
  expect(seen.metrics).toEqual([
    'ConfirmationsSent',
    'ConfirmationsSent',
    'ConfirmationsSent',
    'ConfirmationsLimited',
    'ConfirmationsSent',
  ]);
});

test.each<
  [
    string,
    MailResult['what'][],
    string[],
    Partial<Record<'closed' | 'hidden' | 'slept' | 'metrics', unknown[]> & { givenBack: number }>,
  ]
>([
  [
    'busy is a matter of a second',
    ['busy', 'busy', 'taken'],
    [],
    { slept: [1_000, 1_000], metrics: ['ConfirmationsSent'] },
  ],
  ['busy for ever comes again', Array<MailResult['what']>(99).fill('busy'), ['r1'], { hidden: [] }],
  [
    'a full day closes for ten minutes',
    ['full'],
    ['r1'],
    { closed: [[10, reason]], hidden: [['r1', 600_000]], givenBack: 1 },
  ],
  [
    'an account that may not send closes for minutes',
    ['stopped'],
    ['r1'],
    { closed: [[5, reason]], hidden: [['r1', 300_000]] },
  ],
  [
    'what is refused for good is dropped',
    ['refused'],
    [],
    { closed: [], givenBack: 1, metrics: ['ConfirmationsRefused'] },
  ],
  ['what may have gone comes again', ['unknown'], ['r1'], { closed: [], givenBack: 0, hidden: [], metrics: [] }],
])('%s', async (_, answers, failed, expected) => {
  const { run, seen } = aConfirm({ answers });
  expect(await run(record('r1'))).toEqual(failed);
  expect(seen).toMatchObject(expected);
  expect(seen.logs.join()).not.toContain(address);
});

test.each<[string, Reserved, number[], number]>([
  ['a place in a second is waited for', { startAtMs: nowMs + 1_500, eachMs: 10 }, [1_500], 1],
  ['nobody waits behind thousands of digests', { startAtMs: nowMs + 60_000, eachMs: 10 }, [], 1],
  [
    'where nothing may go, the message rests until something may',
    { waitUntilMs: nowMs + 7_200_000, reason: 'full' },
    [],
    0,
  ],
])('%s', async (_, place, slept, letters) => {
  const { run, seen } = aConfirm({ place });
  expect(await run(record('r1'))).toEqual(letters === 1 ? [] : ['r1']);
  expect([seen.slept, seen.letters.length, seen.hidden]).toEqual([
    slept,
    letters,
    letters === 1 ? [] : [['r1', 7_200_000]],
  ]);
});

test('who is faster by a hair makes it look again; by five, it comes again', async () => {
  const short = aConfirm({ contended: 2 });
  expect(await short.run(record('r1'))).toEqual([]);
  expect([short.seen.letters.length, [...short.seen.counts.values()]]).toEqual([1, [1]]);
  const long = aConfirm({ contended: 9 });
  expect(await long.run(record('r1'))).toEqual(['r1']);
  expect(long.seen.letters).toEqual([]);
});
