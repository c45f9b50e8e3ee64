import type { DigestsTable } from '../digestsTable.ts';
import type { Mail, Mailer, MailResult } from '../../mail/mailer.ts';
import type { SubscribersTable } from '../../subscribers/subscribersTable.ts';
import type { Digest } from '../digest.ts';
import { digested } from '../../subscribers/subscription.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { instant } from '../../../platform/values/time.ts';

export interface Sending {
  readonly subscribers: SubscribersTable;
  readonly digests: DigestsTable;
  readonly mailer: Mailer;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** A digest that is ready to go; `before` is the ledger's row as it was read. */
export interface Ready {
  readonly subscriber: Subscriber;
  readonly before: Digest | undefined;
  readonly digest: Pick<Digest, 'subscriberId' | 'dueAt' | 'since' | 'until' | 'stories' | 'toldAhead' | 'issue'>;
  readonly letter: Mail;
}

export type Sent = MailResult['what'] | 'claimed by another';

const busyTries = 3;

/**
 * Claims a digest in the ledger, gives it to SES, and writes down what became of it, in this order: whoever finds the
 * claim later knows that SES may have the mail.
 */
export async function sendOne(
  { subscriber, before, digest, letter }: Ready,
  parts: Sending,
): Promise<{ sent: Sent; reason?: string }> {
  const { digests, subscribers, now } = parts;
  const row: Digest = {
    ...digest,
    status: 'sending',
    attempts: (before?.attempts ?? 0) + 1,
    claimedAt: instant(now()),
  };
  if (!(await digests.claim(row, before))) return { sent: 'claimed by another' };
  const posted = await post(letter, parts);
  switch (posted.what) {
    case 'taken': {
      // SES's own event may have been faster: it says the same, or more.
      await digests.change(digest, ['sending'], {
        status: 'sent',
        sentAt: instant(now()),
        messageId: posted.messageId,
      });
      await finish(subscriber, row, { subscribers, now });
      return { sent: 'taken' };
    }
    case 'refused': {
      await digests.change(digest, ['sending'], { status: 'failed', reason: posted.reason });
      await finish(subscriber, { ...row, status: 'failed' }, { subscribers, now });
      return { sent: 'refused', reason: posted.reason };
    }
    case 'unknown':
      return { sent: 'unknown', reason: posted.reason }; // stays claimed until SES's events, or their silence, tell
    default: {
      await digests.change(digest, ['sending'], { status: 'waiting', reason: posted.reason });
      return { sent: posted.what, reason: posted.reason };
    }
  }
}

/**
 * The reader has been told up to the end of a digest's window, and what a mail told beyond it; the next is due at the
 * next hour of theirs.
 */
export function finish(
  subscriber: Subscriber,
  { dueAt, until, stories, status, toldAhead }: Digest,
  { subscribers, now }: Pick<Sending, 'subscribers' | 'now'>,
): Promise<unknown> {
  return subscribers.change(
    subscriber.id,
    (row) =>
      digested(row, dueAt, { readTo: until, stories, toldAhead: status === 'failed' ? undefined : toldAhead }, now()),
    subscriber,
  );
}

/**
 * Somebody else on the account sends too: a second later there is room. SES took nothing, so that trying again is safe.
 */
async function post(letter: Mail, { mailer, sleep }: Sending): Promise<MailResult> {
  for (let tries = 1; ; tries++) {
    const posted = await mailer.post(letter);
    if (posted.what !== 'busy' || tries === busyTries) return posted;
    await sleep(1_000);
  }
}
