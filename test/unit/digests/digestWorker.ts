import { linkMarks } from '../../../modules/digests/content/digestContent.ts';
import type { MadeIssue } from '../../../modules/digests/content/maker.ts';
import type { Digest } from '../../../modules/digests/digest.ts';
import { digestBatch } from '../../../modules/digests/sending/digestBatch.ts';
import type { PaceServices } from '../../../modules/digests/sending/sendAtPace.ts';
import type { Answered } from '../../../modules/mail/sendRate.ts';
import type { MailResult } from '../../../modules/mail/sesAnswers.ts';
import type { SharedMail } from '../../../modules/mail/sharedMail.ts';
import { readerKeyWith } from '../../../modules/subscribers/readerKey.ts';
import type { Subscriber } from '../../../modules/subscribers/subscriber.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { reader } from '../../helpers/readers.ts';

export const now = new Date('2026-11-24T03:00:30Z');
export const dueAt = epochSeconds(new Date('2026-11-24T03:00:00Z'));

/** Three readers whose digest is due, and tables that are maps. */
function tables() {
  const rows = new Map(
    [0, 1, 2]
      .map((index) => reader({ id: String(index).repeat(32), address: `${index}@baku.example`, dueAt }))
      .map((one) => [one.id, one]),
  );
  const ledger = new Map<string, Digest>();
  const subscribers = {
    getMany: async (ids: readonly string[]) => new Map(ids.map((id) => [id, rows.get(id)])),
    change: async (id: string, next: (row: Subscriber) => Subscriber | undefined) => {
      rows.set(id, next(rows.get(id)!) ?? rows.get(id)!);
    },
  };
  const digests = {
    getMany: async () => [...ledger.values()],
    claim: async (row: Digest) => !ledger.has(row.subscriberId) && !!ledger.set(row.subscriberId, row),
    change: async ({ subscriberId }: Digest, _from: string[], patch: Partial<Digest>) =>
      !!ledger.set(subscriberId, { ...ledger.get(subscriberId)!, ...patch }),
    putIssue: async () => undefined,
  };
  return { rows, ledger, subscribers, digests };
}

/** A maker that has one issue for everybody. */
const makerOf = (
  articles: MadeIssue['articles'],
  { cut, sharing, text }: { cut: boolean; sharing: boolean; text: string },
) => {
  const issue = { key: 'issue', sections: [], more: 0, withdrawn: 0, cut, articles, rendered: new Map() };
  const one = { subject: 'News', html: `<p>${text}</p><a href="${linkMarks.unsubscribe}">Out</a>`, text };
  return {
    refresh: async () => undefined,
    issueFor: async () => issue,
    rendered: () => (sharing ? one : { ...one }),
  };
};

const mailerOf = (
  posts: MailResult[],
  shared: ((mail: SharedMail) => MailResult[]) | undefined,
  { mails, sharedMails }: { mails: string[]; sharedMails: SharedMail[] },
) => ({
  post: async ({ to }: { to: string }) => {
    mails.push(to);
    return posts.shift() ?? { what: 'taken', messageId: to };
  },
  postShared: async (mail: SharedMail) => {
    sharedMails.push(mail);
    return shared?.(mail) ?? mail.copies.map(({ to }) => ({ what: 'taken', messageId: to }));
  },
});

interface Told {
  posts?: MailResult[];
  waits?: (rows: Map<string, Subscriber>) => void;
  place?: Awaited<ReturnType<PaceServices['pace']['reserve']>>;
  cut?: boolean;
  /** Whether all readers share one rendering. */
  sharing?: boolean;
  text?: string;
  /** SES's answer to each shared mail; unless told it takes all of it. */
  shared?: (mail: SharedMail) => MailResult[];
  articles?: MadeIssue['articles'];
}

/** A worker whose tables are maps, and whose SES answers what it is told to; what is not set up here throws. */
export function digestWorker({
  posts = [],
  waits = () => undefined,
  place = { startAtMs: now.getTime() + 2_000, eachMs: 10 },
  cut = false,
  sharing = false,
  text = 'News',
  shared,
  articles = [{ articleId: 'a', version: 1 }],
}: Told) {
  const { rows, ledger, subscribers, digests } = tables();
  const mails: string[] = [];
  const sharedMails: SharedMail[] = [];
  const closed: Date[] = [];
  const givenBack: number[] = [];
  const slept: number[] = [];
  const warned: unknown[] = [];
  const parts = {
    title: 'Caravan',
    publicUrl: 'https://caravan.example',
    key: readerKeyWith('test'),
    noted: new WeakSet(),
    now: () => now,
    remainingMs: () => 60_000,
    logger: { warn: (...words: unknown[]) => warned.push(words) },
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      if (milliseconds >= 1_000) waits(rows);
    },
    subscribers,
    digests,
    maker: makerOf(articles, { cut, sharing, text }),
    mailer: mailerOf(posts, shared, { mails, sharedMails }),
    pace: {
      reserve: async () => place,
      settle: async ({ unused, shut }: Answered) => {
        givenBack.push(unused);
        if (shut) closed.push(shut.until);
      },
    },
  } as unknown as PaceServices;
  const messages = [...rows.keys()].map((subscriberId) => ({ subscriberId, dueAt, until: 9 }));
  return {
    parts,
    messages,
    rows,
    ledger,
    mails,
    sharedMails,
    closed,
    givenBack,
    slept,
    warned,
    run: () => digestBatch(messages, parts),
  };
}
export const outcomes = (settled: Awaited<ReturnType<typeof digestBatch>>) =>
  settled.map((one) => ('outcome' in one ? one.outcome.kind : 'error'));
