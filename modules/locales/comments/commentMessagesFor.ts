import type { MailLanguage } from '../languages.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import type { CommentMessages } from './messages.ts';
import { ru } from './ru.ts';
import { tr } from './tr.ts';

const inEachLanguage: Readonly<Record<MailLanguage, CommentMessages>> = { en, ru, tr, ar };

export const commentMessagesFor = (language: MailLanguage): CommentMessages => inEachLanguage[language];
