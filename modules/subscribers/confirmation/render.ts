import { directionOf } from '../../locales/languages.ts';
import type { MailLanguage } from '../../locales/languages.ts';
import { confirmationMessagesFor } from '../../locales/messagesFor.ts';
import { fillTemplate } from '../../mail/template.ts';
import { confirmationHtml } from './confirmation.html.ts';

interface MailLink {
  readonly text: string;
  readonly url: string;
}

/** A mail before it is addressed. */
export interface ConfirmationDraft {
  readonly subject: string;
  readonly title: string;
  readonly text: string;
  /** The link that the mail is for. */
  readonly button: MailLink;
  readonly others: readonly MailLink[];
  /** Further information, a paragraph each. */
  readonly notes: readonly string[];
}

export interface Sender {
  /** The publication's name. */
  readonly title: string;
  readonly postalAddress: string;
}

/** The mail as HTML. */
export function renderHtml(
  { subject, title, text, button, others, notes }: ConfirmationDraft,
  sender: Sender,
  language: MailLanguage,
): string {
  const direction = directionOf(language);
  return fillTemplate(confirmationHtml, {
    language,
    direction,
    start: direction === 'rtl' ? 'right' : 'left',
    subject,
    title: sender.title,
    heading: title,
    text,
    button,
    others,
    notes,
    copy: confirmationMessagesFor(language).copy,
    postalAddress: sender.postalAddress,
  });
}

/** The mail for those who read text. */
export const renderText = ({ title, text, button, others, notes }: ConfirmationDraft, sender: Sender): string =>
  [
    title,
    text,
    ...[button, ...others].map((link) => `${link.text}:\n${link.url}`),
    ...notes,
    `-- \n${sender.title}\n${sender.postalAddress}`,
  ].join('\n\n') + '\n';
