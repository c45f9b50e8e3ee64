import type { MailLanguage } from '../languages.ts';
import { edition as ar } from './ar.ts';
import { edition as en } from './en.ts';
import type { EditionMessages } from './messages.ts';
import { edition as ru } from './ru.ts';
import { edition as tr } from './tr.ts';

const inEachLanguage: Readonly<Record<MailLanguage, EditionMessages>> = { en, ru, tr, ar };

export const editionMessagesFor = (language: MailLanguage): EditionMessages => inEachLanguage[language];
