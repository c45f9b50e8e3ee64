import type { ComesAgain } from '../../platform/runtime/queueHandler.ts';
import type { Mail, Mailer } from './mailer.ts';
import type { MailResult } from './sesAnswers.ts';
import type { SendRateTable } from './sendRateTable.ts';
import { shutUntil } from './sendRate.ts';

export interface PacedMailer {
  readonly mailer: Mailer;
  readonly pace: SendRateTable;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly remainingMs: () => number;
}

/** The fate of a mail. `put off` found no place among the mails of today. */
export interface PacedResult {
  readonly what: MailResult['what'] | 'put off';
  readonly reason?: string;
  /** It makes no sense to try again before. */
  readonly notBeforeMs?: number | undefined;
}

/**
 * Whether the message that asked for a mail must come again. SES may have taken what is `unknown`: what is sent by this
 * does no harm if it comes twice, and does if it never comes.
 */
export const isUnsent = (what: string): boolean => ['busy', 'full', 'stopped', 'put off', 'unknown'].includes(what);

/** A message that comes again: at a moment, or else after its visibility timeout. */
export const againAt = (notBeforeMs: number | undefined, now: Date): ComesAgain => ({
  afterSeconds: notBeforeMs === undefined ? undefined : (notBeforeMs - now.getTime()) / 1_000,
});

/**
 * Somebody waits before the screen: behind digests that fill more time than this, the mail does not queue. Its place is
 * counted all the same.
 */
const mostPatienceMs = 2_000;
const busyPauseMs = 1_000;
/** Room for one more try. */
const neededMs = 13_000;

/** Sends a mail at the pace that all who send keep together. */
export async function send(letter: Mail, parts: PacedMailer): Promise<PacedResult> {
  const { pace, now, sleep } = parts;
  const place = await pace.reserve(1, now);
  if ('reason' in place) return { what: 'put off', reason: place.reason, notBeforeMs: place.waitUntilMs };
  const waitMs = place.startAtMs - now().getTime();
  if (waitMs > 0 && waitMs <= mostPatienceMs) await sleep(waitMs);
  const posted = await post(letter, parts);
  if (posted.what === 'taken' || posted.what === 'unknown') return posted;
  const until = shutUntil(posted.what, now());
  await pace.settle({ unused: 1, shut: until && { until, reason: posted.reason } });
  return { ...posted, notBeforeMs: until?.getTime() };
}

/** Too many a second: SES took nothing, and there is room a second later. */
async function post(letter: Mail, { mailer, sleep, remainingMs }: PacedMailer): Promise<MailResult> {
  for (;;) {
    const posted = await mailer.post(letter);
    if (posted.what !== 'busy' || remainingMs() < neededMs) return posted;
    await sleep(busyPauseMs);
  }
}
