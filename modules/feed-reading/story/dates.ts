import { monthOf } from './months.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { offsetMinutes } from './zones.ts';

const iso =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ]\s?(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?\s?(.{0,40})$/i;
const slashed = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?\s?(.{0,40})$/;
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?)?\s?(.{0,40})$/;
const dayFirst =
  /^(?:\p{L}{1,20}\.?,? ?)?(\d{1,2})[ .-]{1,2}(?:de )?(\p{L}{1,20})\.?[ ,-]{1,2}(?:de )?(\d{2,4})(?:[ ,T]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s?(.{0,40})$/u;
const monthFirst =
  /^(?:\p{L}{1,20}\.?,? )?(\p{L}{3,20})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ ,]{1,2}(?:at )?(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s?(.{0,40})$/u;
const asctime = /^\p{L}{2,20},? (\p{L}{3,20}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2})\s?(.{0,30}?) ?(\d{4})$/u;

/**
 * A date as feeds write it: RFC 3339 and its ISO 8601 relatives, RFC 822 to 5322 in all their variants, and what
 * common software makes of them (month names of other languages, American order, seconds since 1970).
 * @returns undefined for what is no date, is ambiguous (03/04/2025), or lies before 1900
 */
export function parseDate(text: string | undefined): Instant | undefined {
  return readDate(text, offsetMinutes);
}

/**
 * The same, for who reads zones otherwise.
 * @param offsetOf minutes east of Greenwich that a date's zone means, as it is written, at that time of its clocks
 */
export function readDate(
  text: string | undefined,
  offsetOf: (zone: string, wallMs: number) => number,
): Instant | undefined {
  if (text === undefined || text.length > 100) return undefined;
  const at = (...parts: [Part, Part, Part, Part, Part?, Part?, string?]) => instantAt(offsetOf, ...parts);
  const clean = text
    .replace(/\([^()]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (/^\d{10}$|^\d{13}$/.test(clean))
    return instantOf(new Date(clean.length === 10 ? Number(clean) * 1000 : Number(clean)));
  let match = slashed.exec(clean) ?? iso.exec(clean);
  if (match !== null) return at(match[1], match[2] ?? '1', match[3] ?? '1', match[4], match[5], match[6], match[7]);
  match = dotted.exec(clean);
  if (match !== null) return at(match[3], match[2], match[1], match[4], match[5], match[6], match[7]);
  match = dayFirst.exec(clean);
  if (match !== null)
    return at(fullYear(match[3]!), monthOf(match[2]!), match[1], match[4], match[5], match[6], match[7]);
  match = monthFirst.exec(clean);
  if (match !== null) return at(match[3], monthOf(match[1]!), match[2], match[4], match[5], match[6], match[7]);
  match = asctime.exec(clean);
  if (match !== null) return at(match[7], monthOf(match[1]!), match[2], match[3], match[4], match[5], match[6]);
  return undefined;
}

/** RFC 5322, section 4.3: two digits are of 1950 to 2049, three are counted from 1900. */
function fullYear(year: string): string {
  if (year.length === 4) return year;
  const value = Number(year);
  return String(value + (year.length === 2 && value < 50 ? 2000 : 1900));
}

type Part = string | number | undefined;

function instantAt(
  offsetOf: (zone: string, wallMs: number) => number,
  year: Part,
  month: Part,
  day: Part,
  hour: Part,
  minute: Part = 0,
  second: Part = 0,
  rest = '',
): Instant | undefined {
  // a sentence, not a date
  if (hour === undefined && rest !== '' && !/^(?:[A-Z]{1,5}|[+-]\d\d:?\d\d)$/i.test(rest)) return undefined;
  const zone = /^([ap])\.?m\.?\b ?(.*)$/i.exec(rest);
  const [y, mo, d, h, mi, s] = [year, month, day, hour ?? 0, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const clock = zone === null ? h : (h % 12) + (zone[1]!.toLowerCase() === 'p' ? 12 : 0);
  // 24:00 is the end of a day, and a second 60 a leap second (RFC 3339, section 5.6); other overflow is an error.
  if (
    !(y >= 1900 && mo >= 1 && mo <= 12 && d >= 1 && d <= daysIn(y, mo) && clock <= 24 && mi < 60 && s <= 60) ||
    (clock === 24 && mi + s > 0)
  )
    return undefined;
  const wallMs = Date.UTC(y, mo - 1, d, clock, mi, Math.min(s, 59));
  return instantOf(new Date(wallMs - offsetOf(zone === null ? rest : zone[2]!, wallMs) * 60_000));
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function instantOf(date: Date): Instant | undefined {
  const year = date.getUTCFullYear();
  return year >= 1900 && year <= 9999 ? (date.toISOString() as Instant) : undefined;
}
