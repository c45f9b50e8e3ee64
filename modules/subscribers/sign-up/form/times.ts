import type { MailLanguage } from '../../../locales/languages.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import type { Cadence } from '../../preferences.ts';
import type { EpochSeconds } from '../../../../platform/values/time.ts';

/** Digits as in the form's own fields, in every language; days before months. */
const localeOf = (language: MailLanguage): string => `${language === 'en' ? 'en-GB' : language}-u-nu-latn`;

export const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** The days of the week from Monday on, as a calendar heads them. */
export function weekdayNames(language: MailLanguage): string[] {
  const format = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day))); // a Monday
}

/** When digests come, as a sentence. */
export function cadenceText({ frequency, hour, weekday = 1, zone }: Cadence, language: MailLanguage): string {
  const { cadence } = pageMessagesFor(language);
  const days = frequency === 'weekly' ? (cadence.weekly[weekday - 1] ?? '') : cadence[frequency];
  return cadence.at(days, hourText(hour), zone);
}

/** A moment by the reader's own calendar and clock. */
export function momentText(at: EpochSeconds, zone: string, language: MailLanguage): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${format.format(at * 1000)} (${zone})`;
}
