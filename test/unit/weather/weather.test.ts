import { expect, test } from '@jest/globals';
import { instant } from '../../../platform/values/time.ts';
import { readWeather } from '../../../modules/weather/recentWeather.ts';
import { isRecent, placeSchema, skyOf } from '../../../modules/weather/weather.ts';
import type { WeatherRow } from '../../../modules/weather/weatherTable.ts';

const now = new Date('2026-11-30T12:00:00.000Z');
const before = (minutes: number) => instant(new Date(now.getTime() - minutes * 60_000));
const baku = {
  city: { en: 'Baku', ru: 'Баку', tr: 'Bakü', ar: 'باكو' },
  latitude: 40.41,
  longitude: 49.87,
  service: 'https://weather.example/v1/forecast',
};
const rowOf = (observed: Partial<WeatherRow['observed']> = {}): WeatherRow => ({
  place: baku,
  setAt: before(600),
  observed: { at: before(10), celsius: 14.2, code: 61, isDay: true, ...observed },
});
const quiet = { warn: () => undefined };

test('each code that Open-Meteo documents is a sky, and a clear one has two names', () => {
  const documented = [0, 1, 2, 3, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 71, 73, 75, 77, 80, 81, 82];
  for (const code of [...documented, 85, 86, 95, 96, 99]) expect(skyOf({ code, isDay: true })).toBeDefined();
  expect([0, 1].map((code) => skyOf({ code, isDay: true }))).toEqual(['sunny', 'mostlySunny']);
  expect([0, 1].map((code) => skyOf({ code, isDay: false }))).toEqual(['clear', 'mostlyClear']);
  expect([61, 65, 99].map((code) => skyOf({ code, isDay: false }))).toEqual(['lightRain', 'heavyRain', 'hailstorm']);
  for (const code of [-1, 4, 100]) expect(skyOf({ code, isDay: true })).toBeUndefined();
});

test('a place has its name in each language, and lies on the earth', () => {
  expect(placeSchema.safeParse(baku).success).toBe(true);
  for (const wrong of [
    { latitude: 91 },
    { longitude: NaN },
    { city: { en: 'Baku', ru: 'Баку', tr: 'Bakü' } },
    { city: { ...baku.city, ar: '' } },
    { service: 'weather.example' },
  ])
    expect(placeSchema.safeParse({ ...baku, ...wrong }).success).toBe(false);
});

test('an observation is shown for three hours, and not from the future', () => {
  expect([0, 179, 180].map((minutes) => isRecent(before(minutes), now))).toEqual([true, true, true]);
  expect([181, 24 * 60, -61].map((minutes) => isRecent(before(minutes), now))).toEqual([false, false, false]);
});

test('pages show what was observed, until it is old', async () => {
  const read = (row: WeatherRow | undefined, at = now) => readWeather({ get: () => Promise.resolve(row) }, at, quiet);
  expect(await read(rowOf())).toEqual({ city: baku.city, celsius: 14.2, sky: 'lightRain' });
  expect(await read(rowOf(), new Date(now.getTime() + 3 * 3_600_000))).toBeUndefined();
  expect(await read(rowOf({ code: 42 }))).toEqual({ city: baku.city, celsius: 14.2, sky: undefined });
  expect(await read(undefined)).toBeUndefined();
});

test('no page fails for its weather: a read that does is logged', async () => {
  const warned: unknown[] = [];
  const table = { get: () => Promise.reject(new Error('DynamoDB is away')) };
  expect(await readWeather(table, now, { warn: (...words: unknown[]) => warned.push(words) })).toBeUndefined();
  expect(warned).toEqual([['the weather could not be read', new Error('DynamoDB is away')]]);
});
