import * as ar from './ar.ts';
import * as en from './en.ts';
import type { MailLanguage } from './languages.ts';
import type { ConfirmationMessages, DigestMessages, PageMessages } from './messages.ts';
import * as ru from './ru.ts';
import * as tr from './tr.ts';

// One table for each use: a function's bundle takes the messages of its own use alone.
type InEachLanguage<Messages> = Readonly<Record<MailLanguage, Messages>>;
const ofPages: InEachLanguage<PageMessages> = { en: en.pages, ru: ru.pages, tr: tr.pages, ar: ar.pages };
const ofConfirmations: InEachLanguage<ConfirmationMessages> = {
  en: en.confirmations,
  ru: ru.confirmations,
  tr: tr.confirmations,
  ar: ar.confirmations,
};
const ofDigests: InEachLanguage<DigestMessages> = { en: en.digests, ru: ru.digests, tr: tr.digests, ar: ar.digests };

export const pageMessagesFor = (language: MailLanguage): PageMessages => ofPages[language];
export const confirmationMessagesFor = (language: MailLanguage): ConfirmationMessages => ofConfirmations[language];
export const digestMessagesFor = (language: MailLanguage): DigestMessages => ofDigests[language];
