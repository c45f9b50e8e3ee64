import type { Instant } from '../../../platform/values/time.ts';
import { instantAt } from './instants.ts';
import type { OffsetOf } from './instants.ts';
import { monthNamed } from './monthNames.ts';

const time =
  /(?<!\d)(\d{1,2}) ?(?:[:h時时點点]|시) ?(\d{2})(?:(?: ?[:分]| ?분 ?|m)(\d{2}))?(?!\d)|(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)(?:\.([0-5]\d))?(?![\d.])/;
const eastAsian = /(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2})/;
const shortYear = /^\D*(\d{1,2})\.(\d{1,2})\.(\d{2})(?!\d)/;
const afternoon = /(?<!\p{L})p\.? ?m\b|下午|午後|晚上|오후|مساء|μ\.? ?μ/iu;
const morning = /(?<!\p{L})a\.? ?m\b|上午|午前|凌晨|早上|오전|صباح|π\.? ?μ/iu;
const zoneIn = /(?:GMT|UTC)? ?[+−-] ?\d{1,2}(?::?\d{2})?(?!\d)|\b[A-Z][a-z]{2,10}\/[A-Z]\w{2,20}|\b[A-Z]{2,5}\b|МСК/;
/** Where numerals of the scripts of news begin: ten follow each other (Unicode, category Nd). */
const zeros = [...'٠۰०০੦૦௦౦೦൦๐໐༠၀០０'].map((zero) => zero.codePointAt(0)!);

/**
 * A date as people write it, in any language that the platform knows: "29 листопада 2026, 10:00", "2026年11月29日",
 * "Sonntag, 29. November 2026 - 10:00 Uhr". Words that say nothing of the date are passed over.
 * @returns undefined where it has not one day, one month and one year
 */
export function readLocalDate(text: string | undefined, offsetOf: OffsetOf): Instant | undefined {
  if (text === undefined || text.length > 100) return undefined;
  const clean = westernNumerals(text).replace(/\s+/g, ' ').trim();
  const clock = time.exec(clean);
  const after = clock === null ? '' : clean.slice(clock.index + clock[0].length);
  const date = dateIn(clock === null ? clean : `${clean.slice(0, clock.index)} ${after}`);
  if (date === undefined) return undefined;
  const half = (afternoon.test(clean) && 'pm ') || (morning.test(clean) && 'am ') || '';
  const zone = zoneIn.exec(after.replace(afternoon, ' ').replace(morning, ' '))?.[0] ?? '';
  const [hour, minute, second] = [1, 2, 3].map((part) => clock?.[part] ?? clock?.[part + 3]);
  return instantAt(offsetOf, ...date, hour, minute, second, hour === undefined ? '' : half + zone.replaceAll(' ', ''));
}

const westernNumerals = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (numeral) => {
    const code = numeral.codePointAt(0)!;
    const zero = zeros.find((first) => code >= first && code <= first + 9);
    return zero === undefined ? numeral : String(code - zero);
  });

type DateParts = [year: number, month: number, day: number];

/** The date of a text that has no time in it. */
function dateIn(text: string): DateParts | undefined {
  const parts = eastAsian.exec(text)?.slice(1).map(Number);
  if (parts !== undefined) return parts as DateParts;
  const short = shortYear.exec(text)?.slice(1).map(Number);
  if (short !== undefined) return [2000 + short[2]!, short[1]!, short[0]!];
  const words =
    text
      .replace(/(?:GMT|UTC) ?[+−-] ?\d{1,2}(?::?\d{2})?(?!\d)|(?<=\s)[+−-]\d{2}:?\d{2}(?!\d)/, ' ')
      .match(/\d+|[\p{L}\p{M}'’]+(?:\.[\p{L}\p{M}]+)*/gu) ?? [];
  const numbers = words.filter((word) => /^\d/.test(word));
  const [year, ...others] = numbers.filter((number) => number.length === 4).map(Number);
  const days = numbers.filter((number) => number.length <= 2).map(Number);
  if (year === undefined || others.length > 0 || days.length + 1 !== numbers.length) return undefined;
  if (days.length === 2) return inNumbers(text, year, days as [number, number], numbers[0]!.length === 4);
  const month = days.length === 1 ? monthAround(words) : undefined;
  return month === undefined ? undefined : [calendarYear(year, text), month, days[0]!];
}

/** The month that a day stands before, with no more than one word between, or after. */
function monthAround(words: readonly string[]): number | undefined {
  const day = words.findIndex((word) => /^\d{1,2}$/.test(word));
  const at = (index: number): number | undefined =>
    monthNamed(`${words[index] ?? ''} ${words[index + 1] ?? ''}`) ?? monthNamed(words[index] ?? '');
  return [day + 1, day + 2, day - 2, day - 1].map(at).find((month) => month !== undefined);
}

/** 29.11.2026 and 2026/11/29 say which is the month, 29/11/2026 by its numbers, and 03/04/2026 does not. */
function inNumbers(
  text: string,
  year: number,
  [first, second]: [number, number],
  yearFirst: boolean,
): DateParts | undefined {
  if (yearFirst) return [year, first, second];
  if (first > 12 || /\d\. ?\d|tháng|thg/i.test(text)) return [year, second, first];
  return second > 12 ? [year, first, second] : undefined;
}

/** Thai years are those of the Buddhist era, 543 more. */
const calendarYear = (year: number, text: string): number =>
  year > 2400 && /\p{Script=Thai}/u.test(text) ? year - 543 : year;
