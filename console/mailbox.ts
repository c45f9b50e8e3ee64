import type { OperatorClients } from '../modules/operations/operatorClients.ts';
import type { Digest } from '../modules/digests/digest.ts';
import type { EpochSeconds } from '../platform/values/time.ts';
import type { Mail } from '../local/mail/mail.ts';
import type { Twin } from '../local/twin.ts';

const shownMails = 30;

/** A mail in a list. */
export interface MailLine {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly at: string;
  readonly kind?: string | undefined;
  readonly fate?: string | undefined;
  /** Whether it can be shown as it went out. */
  readonly kept: boolean;
}

/** Mails, the newest first, each with its fate where the ledger knows it. */
export async function mailsOf(
  { mailbox }: Pick<Twin, 'mailbox'>,
  { digests }: Pick<OperatorClients, 'digests'>,
): Promise<MailLine[]> {
  const mails = mailbox.all().slice(-shownMails).reverse();
  const rows = await digests.getMany(mails.flatMap((mail) => placeOf(mail) ?? []));
  return mails.map((mail) => ({
    id: mail.id,
    to: mail.to.join(', '),
    subject: mail.subject,
    at: mail.at.toISOString(),
    kind: mail.tags['kind'],
    fate: fateOf(mail, rows),
    kept: true,
  }));
}

function placeOf({ tags: { subscriber, digest } }: Mail): Pick<Digest, 'subscriberId' | 'dueAt'> | undefined {
  return subscriber === undefined || digest === undefined
    ? undefined
    : { subscriberId: subscriber, dueAt: Number(digest) as EpochSeconds };
}

const fateOf = (mail: Mail, rows: readonly Digest[]): string | undefined =>
  rows.find(({ messageId }) => messageId === mail.id)?.status;

/** A page of its own for one mail: nothing in it runs, and its links open beside the console. */
export const mailPolicy =
  'sandbox allow-popups allow-popups-to-escape-sandbox; ' +
  "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

export interface Served {
  readonly type: string;
  readonly body: string;
  readonly policy?: string;
}

/**
 * One mail, by `/mails/<id>` for what the page shows of it, or `/mails/<id>.html` as its reader sees it.
 * @returns undefined where there is none
 */
export function servedMail(path: string, { mailbox }: Pick<Twin, 'mailbox'>): Served | undefined {
  const [, id, html] = /^\/mails\/([\w-]+)(\.html)?$/.exec(path) ?? [];
  const mail = id === undefined ? undefined : mailbox.all().find((one) => one.id === id);
  if (!mail) return undefined;
  return html ? pageOf(mail.html) : factsOf(mail);
}

/** A mail as its reader sees it. */
export const pageOf = (html = ''): Served => ({
  type: 'text/html; charset=utf-8',
  policy: mailPolicy,
  body: `<!doctype html><base target="_blank">${html}`,
});

/** What the page shows of a mail beside its HTML. */
export const factsOf = ({
  subject,
  from,
  to,
  text = '',
  headers,
}: Pick<Mail, 'subject' | 'from' | 'to' | 'text' | 'headers'>): Served => ({
  type: 'application/json',
  body: JSON.stringify({
    subject,
    from,
    to,
    text,
    headers: headers.map(({ name, value }) => `${name}: ${value}`).join('\n'),
  }),
});
