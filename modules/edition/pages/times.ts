import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import type { Instant } from '../../../platform/values/time.ts';
import type { PageFrame } from '../site.ts';

type Zoned = Pick<PageFrame, 'site' | 'language' | 'messages' | 'now'>;

/** Western digits in every language, as in all else that we print. */
const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : `${language}-u-nu-latn`);

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format is costly to make, and a page has the same few for all its stories. */
function formatIn(locale: string, timeZone: string, time: Date, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options });
  formats.set(key, known);
  return known.format(time);
}

const formatted = ({ site, language }: Zoned, time: Date, options: Intl.DateTimeFormatOptions): string =>
  formatIn(localeOf(language), site.timeZone, time, options);

const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;

/** The edition's day, such as "2026-11-30". */
export const dayOf = (frame: Pick<PageFrame, 'site' | 'now'>, time: Date = frame.now): string =>
  formatIn('sv-SE', frame.site.timeZone, time, day);

/** A day in full, such as "Monday, 30 November 2026": the one at the top of a page unless told. */
export const longDay = (frame: Zoned, time: Date = frame.now): string =>
  formatted(frame, time, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** The exact time, with its zone. */
const exactly = (frame: Zoned, time: Date): string =>
  formatted(frame, time, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });

const dayBeforeMs = 86_400_000;

/** A time as people say it: "14:05" today, "Yesterday, 14:05", "28 November", "28 November 2025". */
export function sayTime(frame: Zoned, instant: Instant): string {
  const time = new Date(instant);
  const clock = formatted(frame, time, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const its = dayOf(frame, time);
  if (its === dayOf(frame)) return clock;
  if (its === dayOf(frame, new Date(frame.now.getTime() - dayBeforeMs))) return frame.messages.times.yesterday(clock);
  const sameYear = its.slice(0, 4) === dayOf(frame).slice(0, 4);
  return formatted(frame, time, { day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }) });
}

/** The same as an element, with the exact time at hand. */
export const timeOf = (frame: Zoned, instant: Instant): Html =>
  html`<time datetime="${instant}" title="${exactly(frame, new Date(instant))}">${sayTime(frame, instant)}</time>`;
