import { afterEach, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { askWeather, NoWeather } from '../../../modules/weather/openMeteo.ts';
import { closeServers, seen, serve } from '../platform/localServer.ts';

afterEach(closeServers);

const now = new Date('2026-11-30T12:07:00.000Z');
const time = now.getTime() / 1_000 - 420;
const current = { time, interval: 900, temperature_2m: 14.2, weather_code: 61, is_day: 1 };
/** As Open-Meteo answers. */
const answer = (changed: object = {}) => ({
  latitude: 40.4375,
  longitude: 49.875,
  generationtime_ms: 0.05,
  utc_offset_seconds: 0,
  timezone: 'GMT',
  elevation: 2,
  current_units: { time: 'unixtime', interval: 'seconds', temperature_2m: '°C', weather_code: 'wmo code', is_day: '' },
  current: { ...current, ...changed },
});
const placeAt = (service: string) => ({
  city: { en: 'Baku', ru: 'Баку', tr: 'Bakü', ar: 'باكو' },
  latitude: 40.41,
  longitude: -49.87,
  service,
});
const asking = { userAgent: 'Caravan/1.0 (+https://news.example/about)', allowLoopback: true };
const asked = async (listener: RequestListener, query = '') =>
  askWeather(placeAt(`${await serve(listener)}/v1/forecast${query}`), asking, now);
const sends =
  (body: string): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
const reasonOf = async (weather: Promise<unknown>): Promise<string> => {
  const error: unknown = await weather.then(() => undefined).catch((thrown: unknown) => thrown);
  if (!(error instanceof NoWeather)) throw new Error('It is no NoWeather', { cause: error });
  return error.message;
};

test('the place is asked for under our name, with the query that the operator gave', async () => {
  let heard: unknown;
  const observed = await asked((request, response) => {
    heard = [request.url, request.headers['user-agent']];
    response.end(JSON.stringify(answer()));
  }, '?apikey=secret');
  expect(heard).toEqual([
    '/v1/forecast?apikey=secret&latitude=40.41&longitude=-49.87&current=temperature_2m%2Cweather_code%2Cis_day&timeformat=unixtime',
    asking.userAgent,
  ]);
  expect(observed).toEqual({ at: '2026-11-30T12:00:00.000Z', celsius: 14.2, code: 61, isDay: true });
});

test.each([
  ['no number', JSON.stringify(answer({ temperature_2m: null })), /temperature_2m/],
  ['NaN as Python writes it', JSON.stringify(answer()).replace('14.2', 'NaN'), /no JSON/],
  ['a number too large for one', JSON.stringify(answer()).replace('14.2', '1e999'), /temperature_2m/],
  ['a heat that is nowhere', JSON.stringify(answer({ temperature_2m: 9_999 })), /temperature_2m/],
  ['Fahrenheit', JSON.stringify(answer({ temperature_2m: 86 })), /temperature_2m/],
  ['a text', JSON.stringify(answer({ temperature_2m: '14.2' })), /temperature_2m/],
  ['half a code', JSON.stringify(answer({ weather_code: 61.5 })), /weather_code/],
  ['neither day nor night', JSON.stringify(answer({ is_day: 2 })), /is_day/],
  ['a time in words', JSON.stringify(answer({ time: '2026-11-30T12:00' })), /time/],
  ['yesterday', JSON.stringify(answer({ time: time - 86_400 })), /2026-11-29T12:00:00\.000Z, which is not that of now/],
  ['the next century', JSON.stringify(answer({ time: time + 3e9 })), /which is not that of now/],
  ['another document', '{"error":true,"reason":"Cannot initialize"}', /current/],
  ['a page', '<!doctype html><title>Weather</title>', /no JSON/],
  ['nothing', '', /no JSON/],
  ['null', 'null', /is no weather/],
])('%s is no weather', async (_what, body, why) => {
  const reason = await reasonOf(asked(sends(body)));
  expect(reason).toMatch(why);
  expect(reason).not.toContain('14.2');
});

test('ten megabytes are not read to their end', async () => {
  expect(await reasonOf(asked(sends(`[${'1,'.repeat(5_000_000)}1]`)))).toMatch(/larger than 66 kB/);
});

test('a status that is no success is said, and not what came with it', async () => {
  const reason = await reasonOf(
    asked((_request, response) => response.writeHead(429).end('Hourly limit, key secret'), '?apikey=secret'),
  );
  expect(reason).toMatch(/^127\.0\.0\.1:\d+ answered 429: /);
  expect(reason).not.toContain('secret');
});

test('nobody is followed to another address, and a deployed stage never asks this machine', async () => {
  const inside = await serve(sends(JSON.stringify(answer())));
  const redirected = asked((_request, response) => response.writeHead(302, { location: inside }).end());
  expect(await reasonOf(redirected)).toMatch(/redirects, which is not followed here/);
  expect(seen.hits).toBe(1);
  const deployed = askWeather(placeAt(inside), { ...asking, allowLoopback: false }, now);
  expect(await reasonOf(deployed)).toMatch(/not on the public internet/);
  expect(seen.hits).toBe(1);
});

test('a service that is down, or hangs up, is no weather', async () => {
  const gone = await serve(() => undefined);
  await closeServers();
  expect(await reasonOf(askWeather(placeAt(gone), asking, now))).toMatch(/^The connection to 127\.0\.0\.1:\d+ failed/);
  expect(await reasonOf(asked((request) => request.socket.destroy()))).toMatch(/^The connection to/);
});
