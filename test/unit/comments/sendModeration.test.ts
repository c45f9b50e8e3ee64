import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, test } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { heldComment } from '../../../modules/comments/comment.ts';
import type { Comment, SentComment } from '../../../modules/comments/comment.ts';
import { commentKeyWith } from '../../../modules/comments/commentKey.ts';
import { arrivedComments } from '../../../modules/comments/moderation/sendModeration.ts';
import type { Mail } from '../../../modules/mail/mailer.ts';
import type { MailResult } from '../../../modules/mail/sesAnswers.ts';
import { workOff } from '../../../platform/runtime/queueHandler.ts';
import { instant } from '../../../platform/values/time.ts';
import { aSentComment } from './made.ts';

const minute = 60_000;
const recordOf = (sent: SentComment) =>
  ({ messageId: sent.id, receiptHandle: sent.id, body: JSON.stringify(sent) }) as SQSRecord;
const idOf = (index: number) => index.toString(16).padStart(32, '0');

/** The worker on tables in memory, with a clock that a test turns and an SES that answers in turn. */
function aTell(answers: MailResult['what'][] = []) {
  let nowMs = Date.parse('2026-11-01T08:00:00Z');
  const now = () => new Date(nowMs);
  const rows = new Map<string, Comment>();
  const mails: Mail[] = [];
  const hidden: [string, number][] = [];
  let slot: { claimedAt?: string; toldAt?: string; told?: readonly string[] } = {};
  const services = {
    moderator: 'm@news.example',
    title: 'News',
    publicUrl: 'https://news.example',
    postalAddress: 'Baku',
    key: commentKeyWith('test'),
    now,
    remainingMs: () => 30_000,
    sleep: () => Promise.resolve(),
    comments: {
      hold: async (sent: SentComment, at: Date) => {
        if (!rows.has(sent.id)) rows.set(sent.id, heldComment(sent, at));
        return rows.get(sent.id)!;
      },
      held: async (limit: number) => [...rows.values()].filter(({ status }) => status === 'held').slice(0, limit),
    },
    articles: { getMany: async () => new Map() },
    moderation: {
      slot: async () => slot,
      claim: async (at: Date) => {
        if (slot.claimedAt !== undefined && Date.parse(slot.claimedAt) > at.getTime() - 10 * minute) return false;
        slot = { ...slot, claimedAt: instant(at) };
        return true;
      },
      told: async (at: string, told: readonly string[]) => {
        slot = { ...slot, toldAt: at, told };
      },
    },
    pace: { reserve: async () => ({ startAtMs: nowMs, eachMs: 1 }), settle: async () => undefined },
    mailer: {
      post: async (mail: Mail) => {
        mails.push(mail);
        return { what: answers.shift() ?? 'taken', reason: 'test', messageId: 'm' };
      },
    },
    ownQueue: {
      hide: async ({ receiptHandle }: { receiptHandle: string }, seconds: number) => {
        hidden.push([receiptHandle, seconds]);
      },
    },
    logger: new Logger({ logLevel: 'SILENT' }),
    metrics: new Metrics({ namespace: 'Test' }),
  };
  const run = async (...sent: readonly SentComment[]) =>
    (await workOff(sent.map(recordOf), arrivedComments, services as never)).map(({ itemIdentifier }) => itemIdentifier);
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { run, pass, rows, mails, hidden };
}

test('a comment is held, and the moderator told by a mail with two links for each', async () => {
  const { run, rows, mails } = aTell();
  expect(await run(aSentComment())).toEqual([]);
  expect(rows.get(aSentComment().id)).toMatchObject({ status: 'held', text: aSentComment().text });
  expect(mails).toMatchObject([{ to: 'm@news.example', subject: 'A comment waits' }]);
  expect(mails[0]!.text.match(/decision=(approve|reject)/g)).toEqual(['decision=approve', 'decision=reject']);
});

test('what arrives between two mails waits for the second, which tells all of it, however much it is', async () => {
  const { run, pass, mails, hidden } = aTell();
  await run(aSentComment());
  const many = Array.from({ length: 40 }, (_, index) => aSentComment({ id: idOf(index), name: `Reader ${index}` }));
  pass(minute);
  expect(await run(...many)).toHaveLength(40);
  expect(new Set(hidden.map(([, seconds]) => seconds))).toEqual(new Set([9 * 60]));
  pass(9 * minute);
  expect(await run(...many)).toHaveLength(39); // one of them takes the mail upon itself
  pass(minute / 6);
  expect(await run(...many)).toEqual([]);
  expect(mails).toHaveLength(2);
  expect(mails[1]!.subject).toBe('15+ comments wait');
  expect(mails[1]!.text).toContain('caravan comments list');
});

test('a message that comes again sends no second mail, nor does one whose comment was decided', async () => {
  const { run, pass, rows, mails } = aTell();
  const [early, late] = [aSentComment(), aSentComment({ id: idOf(1) })];
  await run(early);
  pass(minute);
  await run(late);
  rows.set(late.id, { ...rows.get(late.id)!, status: 'rejected' });
  pass(20 * minute);
  expect(await run(late)).toEqual([]);
  expect(mails).toHaveLength(1);
});

test('whoever presses twice is told of once', async () => {
  const { run, mails, hidden } = aTell();
  for (let times = 0; times < 3; times++) expect(await run(aSentComment())).toEqual([]);
  expect([mails.length, hidden]).toEqual([1, []]);
});

test('a mail that SES does not take is sent again; one that it refuses too, until it is a dead letter', async () => {
  const { run, pass, mails } = aTell(['unknown', 'refused']);
  const sent = aSentComment();
  for (const again of [[sent.id], [sent.id], []]) {
    expect(await run(sent)).toEqual(again);
    pass(11 * minute);
  }
  expect(mails).toHaveLength(3);
});
