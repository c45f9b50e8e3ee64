import type { EpochSeconds } from '../../../../platform/values/time.ts';
import { isZone } from '../../../../platform/values/zone.ts';
import type { MailLanguage } from '../../../locales/languages.ts';
import type { Region } from '../../../locales/messages.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import type { Cadence } from '../../preferences.ts';

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

const regions: readonly Region[] = [
  'Africa',
  'America',
  'Antarctica',
  'Arctic',
  'Asia',
  'Atlantic',
  'Australia',
  'Europe',
  'Indian',
  'Pacific',
];

/**
 * ECMAScript keeps the names that the time zone database gave up (ECMA-402, 6.5.1 follows CLDR): people look for
 * today's.
 */
const namesToday: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** All time zones that have a place, by region, each in the alphabet's order. */
export const zonesByRegion: ReadonlyMap<Region, readonly string[]> = (() => {
  const zones = Intl.supportedValuesOf('timeZone')
    .map((zone) => namesToday[zone] ?? zone)
    .toSorted();
  return new Map(regions.map((region) => [region, zones.filter((zone) => zone.startsWith(`${region}/`))]));
})();

/**
 * A time zone under the name that the list has it by: people's machines know some by other names, in any case of
 * letters.
 * @returns undefined where there is no such zone
 */
export function zoneNamed(given: string): string | undefined {
  if (!isZone(given)) return undefined;
  const zone = new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone;
  return namesToday[zone] ?? zone;
}

/** A script that chooses the browser's own time zone. Without scripts, the reader chooses it by hand. */
export const zoneScript = `
const said = Intl.DateTimeFormat().resolvedOptions().timeZone, select = document.getElementById('zone');
const zone = ${JSON.stringify(namesToday)}[said] ?? said;
if (zone) { if (![...select.options].some(({ value }) => value === zone)) select.add(new Option(zone)); select.value = zone; }
`;
