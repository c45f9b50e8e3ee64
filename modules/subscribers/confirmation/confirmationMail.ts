import type { MailLanguage } from '../../locales/languages.ts';
import { confirmationMessagesFor } from '../../locales/messagesFor.ts';
import type { Mail } from '../../mail/mailer.ts';
import { linkTo } from '../readerKey.ts';
import type { LinkPurpose, ReaderKey } from '../readerKey.ts';
import { renderHtml, renderText } from './render.ts';
import type { ConfirmationDraft, Sender } from './render.ts';

/** The publication as sender of a confirmation mail, with the key of its links. */
export interface ConfirmationSender extends Sender {
  readonly key: ReaderKey;
  readonly publicUrl: string;
}

/** The reader of a mail, and the sign-up that brought it. */
export interface Addressee {
  readonly subscriberId: string;
  readonly address: string;
  readonly requestId: string;
  readonly language: MailLanguage;
}

/**
 * The mail that a sign-up brings.
 * @param what `ask` whether it is wanted, or `tell` that the digests come already
 */
export function confirmationMailOf(what: 'ask' | 'tell', to: Addressee, post: ConfirmationSender, now: Date): Mail {
  const draft = what === 'ask' ? asking(to, post, now) : telling(to, post, now);
  return {
    to: to.address,
    subject: draft.subject,
    html: renderHtml(draft, post, to.language),
    text: renderText(draft, post),
    // RFC 3834, and what Exchange keeps to
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    tags: { kind: 'confirmation', subscriber: to.subscriberId },
  };
}

function asking(to: Addressee, post: ConfirmationSender, now: Date): ConfirmationDraft {
  const { subject, title, text, button, opens, notYou } = confirmationMessagesFor(to.language).ask;
  return {
    subject: subject(post.title),
    title,
    text: text(post.title),
    button: { text: button, url: link('confirm', to, post, now) },
    others: [],
    notes: [opens, notYou],
  };
}

function telling(to: Addressee, post: ConfirmationSender, now: Date): ConfirmationDraft {
  const { subject, title, text, change, leave, notYou } = confirmationMessagesFor(to.language).already;
  return {
    subject: subject(post.title),
    title,
    text: text(post.title),
    button: { text: change, url: link('preferences', to, post, now) },
    others: [{ text: leave, url: link('unsubscribe', to, post, now) }],
    notes: [notYou],
  };
}

const link = (
  purpose: LinkPurpose,
  { subscriberId, requestId }: Addressee,
  { key, publicUrl }: ConfirmationSender,
  now: Date,
): string => linkTo({ purpose, subscriberId, ...(purpose === 'confirm' && { requestId }) }, { key, publicUrl, now });
