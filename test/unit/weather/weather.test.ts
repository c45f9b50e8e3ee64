import { expect, test } from '@jest/globals';
import { instant } from '../../../platform/values/time.ts';
import { RecentWeather } from '../../../modules/weather/recentWeather.ts';
import { isRecent, placeSchema, skyOf } from '../../../modules/weather/weather.ts';
import type { WeatherRow } from '../../../modules/weather/weatherTable.ts';

const now = new Date('2026-11-30T12:00:00.000Z');
const before = (minutes: number) => instant(new Date(now.getTime() - minutes * 60_000));
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
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

test('a worker reads the row once a minute, and shows it until it is old', async () => {
  let reads = 0;
  const recent = new RecentWeather({
    get: () => {
      reads += 1;
      return Promise.resolve(rowOf());
    },
  });
  const shown = { city: baku.city, celsius: 14.2, sky: 'lightRain' };
  expect([await recent.at(now, quiet), await recent.at(after(59), quiet)]).toEqual([shown, shown]);
  expect(reads).toBe(1);
  expect(await recent.at(after(60), quiet)).toEqual(shown);
  expect(reads).toBe(2);
  expect(await recent.at(after(3 * 3_600), quiet)).toBeUndefined();
});

test('without a place there is no weather; a sky without a word leaves the temperature', async () => {
  const none = new RecentWeather({ get: () => Promise.resolve(undefined) });
  expect(await none.at(now, quiet)).toBeUndefined();
  const odd = new RecentWeather({ get: () => Promise.resolve(rowOf({ code: 42 })) });
  expect(await odd.at(now, quiet)).toEqual({ city: baku.city, celsius: 14.2, sky: undefined });
});

test('a read that fails is logged, and what was read before holds', async () => {
  let get = () => Promise.resolve<WeatherRow | undefined>(rowOf());
  const recent = new RecentWeather({ get: () => get() });
  await recent.at(now, quiet);
  const warned: unknown[] = [];
  get = () => Promise.reject(new Error('DynamoDB is away'));
  const held = await recent.at(after(60), { warn: (...words: unknown[]) => warned.push(words) });
  expect(held).toMatchObject({ celsius: 14.2 });
  expect(warned).toEqual([['the weather could not be read', new Error('DynamoDB is away')]]);
});
