import type { Instant } from '../../../platform/values/time.ts';

/** Minutes east of Greenwich that a zone means, as it is written, where clocks show a time. */
export type OffsetOf = (zone: string, wallMs: number) => number;

export type Part = string | number | undefined;

/**
 * The moment of a date's parts.
 * @param offsetOf minutes east of Greenwich that a zone means, at that time of its clocks
 * @param rest what follows the time: "pm", a zone, both or neither
 * @returns undefined for what no calendar or clock shows, or lies before 1900
 */
export function instantAt(
  offsetOf: OffsetOf,
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

/** Undefined for what lies before 1900 or after 9999. */
export function instantOf(date: Date): Instant | undefined {
  const year = date.getUTCFullYear();
  return year >= 1900 && year <= 9999 ? (date.toISOString() as Instant) : undefined;
}
