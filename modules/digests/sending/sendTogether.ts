import { settledBy } from '../../../platform/runtime/queueHandler.ts';
import type { Settled } from '../../../platform/runtime/queueHandler.ts';
import { instant } from '../../../platform/values/time.ts';
import type { MailResult } from '../../mail/sesAnswers.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import type { SubscribersTable } from '../../subscribers/subscribersTable.ts';
import { digested } from '../../subscribers/subscription.ts';
import type { Rendered } from '../content/digestContent.ts';
import type { Digest } from '../digest.ts';
import type { DigestsTable } from '../digestsTable.ts';
import { postTogether } from './postTogether.ts';
import type { PostServices } from './postTogether.ts';

export interface SendServices extends PostServices {
  readonly subscribers: SubscribersTable;
  readonly digests: DigestsTable;
}

/** A digest that is ready to go; `before` is the ledger's row as it was read. */
export interface ReadyDigest {
  readonly reader: Subscriber;
  readonly before: Digest | undefined;
  readonly digest: Pick<Digest, 'subscriberId' | 'dueAt' | 'since' | 'until' | 'stories' | 'toldAhead' | 'issue'>;
}

export type SendResult = MailResult['what'] | 'claimed by another';
interface Sent {
  readonly kind: SendResult;
  readonly reason?: string;
}

interface Claimed {
  readonly ready: ReadyDigest;
  readonly row: Digest;
}

/**
 * Claims the digests of all who share a rendering, each in the ledger, gives them to SES, and writes down what became of
 * each, in this order: whoever finds a claim later knows that SES may have that mail.
 * @returns for each digest, in order, what became of it; an error is of that digest alone
 */
export async function sendTogether(
  rendered: Rendered,
  together: readonly ReadyDigest[],
  services: SendServices,
): Promise<Settled<Sent>[]> {
  const claims = await Promise.all(together.map((ready) => settledBy(() => claim(ready, services))));
  const claimed = claims.flatMap((one) => ('outcome' in one && one.outcome !== undefined ? [one.outcome] : []));
  const posted = await settledBy(async () =>
    claimed.length === 0
      ? []
      : postTogether(
          rendered,
          claimed.map(({ ready: { reader, digest } }) => ({ reader, dueAt: digest.dueAt })),
          services,
        ),
  );
  return Promise.all(
    claims.map(async (one): Promise<Settled<Sent>> => {
      if ('error' in one) return one;
      const { outcome: mine } = one;
      if (mine === undefined) return { outcome: { kind: 'claimed by another' } };
      if ('error' in posted) return posted;
      return settledBy(() => record(mine, posted.outcome[claimed.indexOf(mine)]!, services));
    }),
  );
}

/** @returns undefined where another worker has claimed it since it was read */
async function claim(ready: ReadyDigest, { digests, now }: SendServices): Promise<Claimed | undefined> {
  const { digest, before } = ready;
  const attempts = (before?.attempts ?? 0) + 1;
  const row: Digest = { ...digest, status: 'sending', attempts, claimedAt: instant(now()) };
  return (await digests.claim(row, before)) ? { ready, row } : undefined;
}

async function record({ ready, row }: Claimed, posted: MailResult, services: SendServices): Promise<Sent> {
  const { digests, subscribers, now } = services;
  const { reader, digest } = ready;
  switch (posted.what) {
    case 'taken': {
      // SES's own event may have been faster: it says the same, or more.
      await digests.change(digest, ['sending'], {
        status: 'sent',
        sentAt: instant(now()),
        messageId: posted.messageId,
      });
      await finish(reader, row, { subscribers, now });
      return { kind: 'taken' };
    }
    case 'refused': {
      await digests.change(digest, ['sending'], { status: 'failed', reason: posted.reason });
      await finish(reader, { ...row, status: 'failed' }, { subscribers, now });
      return { kind: 'refused', reason: posted.reason };
    }
    case 'unknown':
      return { kind: 'unknown', reason: posted.reason }; // stays claimed until SES's events, or their silence, tell
    default: {
      await digests.change(digest, ['sending'], { status: 'waiting', reason: posted.reason });
      return { kind: posted.what, reason: posted.reason };
    }
  }
}

/**
 * The reader has been told up to the end of a digest's window, and what a mail told beyond it; the next is due at the
 * next hour of theirs.
 */
export function finish(
  reader: Subscriber,
  { dueAt, until, stories, status, toldAhead }: Digest,
  { subscribers, now }: Pick<SendServices, 'subscribers' | 'now'>,
): Promise<unknown> {
  return subscribers.change(
    reader.id,
    (row) =>
      digested(row, dueAt, { readTo: until, stories, toldAhead: status === 'failed' ? undefined : toldAhead }, now()),
    reader,
  );
}
