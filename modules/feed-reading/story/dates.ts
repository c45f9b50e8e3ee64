import type { Instant } from '../../../platform/values/time.ts';
import { instantAt, instantOf } from './instants.ts';
import type { OffsetOf, Part } from './instants.ts';
import { readLocalDate } from './localDates.ts';
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
 * @param zone the source's IANA zone, for a date that names none
 * @returns undefined for what is no date, is ambiguous (03/04/2025), or lies before 1900
 */
export function parseDate(text: string | undefined, zone?: string): Instant | undefined {
  const offsetOf: OffsetOf = (name, wallMs) => offsetMinutes(name, wallMs, zone);
  return readDate(text, offsetOf) ?? readLocalDate(text, offsetOf);
}

/** No feed is older than feeds. Software without a date writes 1970, 1900 or the year 1. */
const earliest = '1990' as Instant;
const dayMs = 86_400_000;

/**
 * Whether a story may have that date. A clock or a zone may be wrong by a day, and a story under embargo may bear the
 * date of its release.
 * @param heldUntil the end of its embargo
 */
export const isCredible = (date: Instant, now: Date, heldUntil?: Instant): boolean =>
  date >= earliest &&
  date <= new Date(Math.max(now.getTime() + dayMs, Date.parse(heldUntil ?? '1990-01-01'))).toISOString();

/**
 * The same without what only readers of a language understand: embargoes must not be read by a guess.
 * @param offsetOf how zones are read
 */
export function readDate(text: string | undefined, offsetOf: OffsetOf): Instant | undefined {
  if (text === undefined || text.length > 100) return undefined;
  const at = (...parts: [Part, Part, Part, Part, Part?, Part?, string?]) => instantAt(offsetOf, ...parts);
  const clean = text
    .replace(/\([^()]*\)/g, '')
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim();
  let match: RegExpExecArray | null;
  if (/^\d/.test(clean)) {
    if (/^\d{10}$|^\d{13}$/.test(clean))
      return instantOf(new Date(clean.length === 10 ? Number(clean) * 1000 : Number(clean)));
    match = slashed.exec(clean) ?? iso.exec(clean);
    if (match !== null) return at(match[1], match[2] ?? '1', match[3] ?? '1', match[4], match[5], match[6], match[7]);
    match = dotted.exec(clean);
    if (match !== null) return at(match[3], match[2], match[1], match[4], match[5], match[6], match[7]);
  }
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

/** Months by how their names begin, without accents, in the languages whose software puts them into feeds. */
const beginnings: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'янв', 'oca', 'sty', 'ian'],
  ['feb', 'fev', 'fév', 'фев', 'sub', 'lut'],
  ['mar', 'mär', 'maa', 'mae', 'mrt', 'мар'],
  ['apr', 'avr', 'abr', 'апр', 'nis', 'kwi'],
  ['may', 'mai', 'mei', 'mag', 'maj', 'май', 'мая'],
  ['jun', 'juin', 'giu', 'июн', 'haz', 'cze', 'iun'],
  ['jul', 'juil', 'lug', 'июл', 'tem', 'iul'],
  ['aug', 'aou', 'ago', 'авг', 'agu', 'sie'],
  ['sep', 'set', 'сен', 'eyl', 'wrz', 'сеп'],
  ['oct', 'okt', 'ott', 'out', 'окт', 'eki', 'paz'],
  ['nov', 'noy', 'marr', 'ноя', 'kas', 'lis', 'нов'],
  ['dec', 'dez', 'dic', 'des', 'дек', 'ara', 'gru'],
];
const months = new Map(beginnings.flatMap((names, index) => names.map((name) => [plain(name), index + 1] as const)));

/** Of RFC 5322, as nearly all feeds write them. */
const english = new Map(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, i) => [name, i + 1]),
);

/** The number of a month, 1 to 12, by its name or the beginning of it; undefined for no month. */
function monthOf(name: string): number | undefined {
  if (english.has(name)) return english.get(name);
  const letters = plain(name);
  return months.get(letters.slice(0, 4)) ?? months.get(letters.slice(0, 3));
}

function plain(name: string): string {
  return name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
