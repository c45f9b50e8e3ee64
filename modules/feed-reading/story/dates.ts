import type { Instant } from '../../../platform/values/time.ts';

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
  ['nov', 'noy', 'ноя', 'kas', 'lis', 'нов'],
  ['dec', 'dez', 'dic', 'des', 'дек', 'ara', 'gru'],
];
const months = new Map(beginnings.flatMap((names, index) => names.map((name) => [plain(name), index + 1] as const)));

/** The number of a month, 1 to 12, by its name or the beginning of it; undefined for no month. */
export function monthOf(name: string): number | undefined {
  const letters = plain(name);
  return months.get(letters.slice(0, 4)) ?? months.get(letters.slice(0, 3));
}

function plain(name: string): string {
  return name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

/** Hours east of Greenwich of the names that feeds use; RFC 822's own, and those that are not ambiguous in news. */
const hours: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AST: -4,
  ADT: -3,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  NST: -3.5,
  NDT: -2.5,
  BRT: -3,
  ART: -3,
  WEST: 1,
  BST: 1,
  CET: 1,
  MET: 1,
  MEZ: 1,
  CEST: 2,
  MEST: 2,
  MESZ: 2,
  EET: 2,
  SAST: 2,
  EEST: 3,
  MSK: 3,
  TRT: 3,
  AZT: 4,
  GET: 4,
  AMT: 4,
  SAMT: 4,
  MSD: 4,
  GST: 4,
  UZT: 5,
  TMT: 5,
  TJT: 5,
  PKT: 5,
  IST: 5.5,
  ALMT: 6,
  KGT: 6,
  WIB: 7,
  ICT: 7,
  HKT: 8,
  SGT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

/**
 * Minutes east of Greenwich that a date's zone means: `+0100`, `+01:00`, `GMT+1`, `CEST`.
 * A missing or unknown zone counts as UTC (RFC 5322, section 4.3).
 */
export const offsetMinutes = (zone: string): number => knownOffset(zone) ?? 0;

/** The same; undefined for what is missing or unknown. */
export function knownOffset(zone: string): number | undefined {
  const offset = /^(?:GMT|UTC|UT|Z)? ?([+-−])(\d{1,2})(?::?(\d{2}))?(?!\d)/i.exec(zone.trim());
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return minutes > 18 * 60 ? undefined : minutes * (offset[1] === '+' ? 1 : -1);
  }
  const name = /^[A-Z]{1,5}/i.exec(zone.trim())?.[0].toUpperCase() ?? '';
  const known = /^(?:GMT|UTC|UT|Z)$/.test(name) ? 0 : hours[name];
  return known === undefined ? undefined : known * 60;
}
