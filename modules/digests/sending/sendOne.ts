import { instant } from '../../../platform/values/time.ts';
import type { Mail, Mailer, MailResult } from '../../mail/mailer.ts';
import { linkTo } from '../../subscribers/readerKey.ts';
import type { ReaderKey } from '../../subscribers/readerKey.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { SubscribersTable } from '../../subscribers/subscribersTable.ts';
import { digested } from '../../subscribers/subscription.ts';
import type { Rendered } from '../content/digestContent.ts';
import { addressTo } from '../content/render.ts';
import type { Digest } from '../digest.ts';
import type { DigestsTable } from '../digestsTable.ts';

export interface SendOneServices {
  readonly subscribers: SubscribersTable;
  readonly digests: DigestsTable;
  readonly mailer: Mailer;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** A digest that is ready to go; `before` is the ledger's row as it was read. */
export interface ReadyDigest {
  readonly subscriber: Subscriber;
  readonly before: Digest | undefined;
  readonly digest: Pick<Digest, 'subscriberId' | 'dueAt' | 'since' | 'until' | 'stories' | 'toldAhead' | 'issue'>;
  readonly mail: Mail;
}

export type SendResult = MailResult['what'] | 'claimed by another';

const busyTries = 3;

/**
 * Claims a digest in the ledger, gives it to SES, and writes down what became of it, in this order: whoever finds the
 * claim later knows that SES may have the mail.
 */
export async function sendOne(
  { subscriber, before, digest, mail }: ReadyDigest,
  services: SendOneServices,
): Promise<{ sent: SendResult; reason?: string }> {
  const { digests, subscribers, now } = services;
  const row: Digest = {
    ...digest,
    status: 'sending',
    attempts: (before?.attempts ?? 0) + 1,
    claimedAt: instant(now()),
  };
  if (!(await digests.claim(row, before))) return { sent: 'claimed by another' };
  const posted = await post(mail, services);
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
  { subscribers, now }: Pick<SendOneServices, 'subscribers' | 'now'>,
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
async function post(mail: Mail, { mailer, sleep }: SendOneServices): Promise<MailResult> {
  for (let tries = 1; ; tries++) {
    const posted = await mailer.post(mail);
    if (posted.what !== 'busy' || tries === busyTries) return posted;
    await sleep(1_000);
  }
}

/** Makes a rendered issue one reader's mail. */
export interface DigestSender {
  readonly key: ReaderKey;
  readonly publicUrl: string;
  readonly title: string;
}

/**
 * One reader's digest.
 * @param dueAt names the digest: SES writes Message-ID itself, so what stays the same over a repeat is this, as a tag
 * and as X-Entity-Ref-ID
 */
export function digestMailOf(
  rendered: Rendered,
  { id, address }: Subscriber,
  dueAt: number,
  { key, publicUrl, title }: DigestSender,
  now: Date,
): Mail {
  const link = (purpose: 'preferences' | 'unsubscribe') =>
    linkTo({ purpose, subscriberId: id }, { key, publicUrl, now });
  const unsubscribe = link('unsubscribe');
  return {
    ...addressTo(rendered, { preferences: link('preferences'), unsubscribe }),
    to: address,
    headers: {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click', // RFC 8058
      'List-Id': `"${title.replace(/[^ !#-[\]-~]/g, '')}" <digest.${new URL(publicUrl).hostname}>`, // RFC 2919
      'Auto-Submitted': 'auto-generated', // RFC 3834
      'X-Auto-Response-Suppress': 'All',
      'X-Entity-Ref-ID': `${id}-${dueAt}`,
    },
    tags: { kind: 'digest', subscriber: id, digest: String(dueAt) },
  };
}
