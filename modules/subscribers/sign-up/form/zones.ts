import type { Region } from '../../../locales/messages.ts';
import { isZone } from '../../../../platform/values/zone.ts';

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
