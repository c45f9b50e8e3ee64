import type { MailLanguage } from '../../preferences.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { tr } from './tr.ts';
import type { Words } from './words.ts';

export const inLanguage: Readonly<Record<MailLanguage, Words>> = { en, ru, tr, ar };
