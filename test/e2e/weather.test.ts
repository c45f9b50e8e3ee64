import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instant } from '../../platform/values/time.ts';
import { functionId, useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';

const caravan = useCaravan();
const logs: string[] = [];

/** A weather service that a test decides; undefined hangs up. */
let sky: { celsius: number; code: number } | undefined = { celsius: 14.2, code: 61 };
const heard: (string | undefined)[] = [];
const service = createServer((request, response) => {
  heard.push(request.headers['user-agent']);
  if (sky === undefined) return request.socket.destroy();
  const current = {
    time: Math.floor(Date.now() / 1_000),
    temperature_2m: sky.celsius,
    weather_code: sky.code,
    is_day: 0,
  };
  return response.end(JSON.stringify({ current }));
});
let address = '';

beforeAll(async () => {
  caravan.twin.events.on('log', ({ text }) => {
    logs.push(text);
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}/v1/forecast?apikey=hidden-key`;
});
afterAll(() => {
  service.close();
  service.closeAllConnections();
});

const run = (...args: string[]) => caravanOn(caravan.dataDir, ['weather', ...args]);
const baku = ['--at', '40.41,49.87', '--en', 'Baku', '--ru', 'Баку', '--tr', 'Bakü', '--ar', 'باكو'];
/** The schedule's next run, and pages of a worker that has kept nothing. */
async function hour(): Promise<void> {
  await caravan.twin.fire(
    caravan.twin.stack.ofType('AWS::Events::Rule').find(({ id }) => id.includes('WeatherRun'))!.id,
  );
  await caravan.twin.idle();
}
async function shown(language = 'en'): Promise<string | undefined> {
  await caravan.twin.redeploy(functionId(caravan.twin, 'ServingServe'));
  const page = await (await caravan.get(`/?language=${language}`)).text();
  return /<span class="weather">([^<]*)</.exec(page)?.[1]?.replaceAll('\u00a0', ' ');
}

test('without a place no page has weather, and the hour asks nobody', async () => {
  await hour();
  expect([await shown(), heard]).toEqual([undefined, []]);
  expect((await run('show')).out).toMatch(/^Pages have no weather/);
});

test('a place that no weather comes for is refused with the reason, and nothing is set', async () => {
  const refused = await run('set', ...baku, '--service', 'http://127.0.0.1:1/v1/forecast');
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(/^Nothing was set: The connection to 127\.0\.0\.1:1 failed/),
  ]);
  expect((await run('set', '--at', '91,0', '--en', 'Nowhere')).code).toBe(2);
  expect(await shown()).toBeUndefined();
});

test('a place is shown at once, in each language, with its source; what may be a key is not', async () => {
  const set = await run('set', ...baku, '--service', address);
  expect([set.err, set.code, set.out]).toEqual(['', 0, expect.stringMatching(/^Baku: 14\.2 °C, lightRain\. /)]);
  expect(await Promise.all(['en', 'ar'].map((language) => shown(language)))).toEqual([
    'Baku, 14°C, light rain',
    'باكو، 14°م، مطر خفيف',
  ]);
  expect(await (await caravan.get('/')).text()).toContain(
    '<a href="https://open-meteo.com/">Weather data by Open-Meteo.com</a>',
  );
  const show = await run('show');
  expect(show.out).toMatch(/^Baku: 14\.2 °C, lightRain, .*, by 127\.0\.0\.1:\d+\n$/);
  expect(show.out + set.out + (await run('show', '--json')).out).not.toContain('hidden-key');
  expect(heard[0]).toBe(`Caravan/1.0 (+${caravan.url}/about)`);
});

test('each hour it is asked for again; a copy of a page that tells of another sky is old', async () => {
  const first = await caravan.get('/');
  sky = { celsius: -3, code: 0 };
  await hour();
  expect(await shown()).toBe('Baku, -3°C, clear');
  const again = await caravan.get('/', { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(200);
  expect(heard.at(-1)).toBe(`Caravan/1.0 (+${caravan.url}/about)`);
});

test('while the service is down the last stays for three hours, and then pages have none', async () => {
  sky = undefined;
  await hour();
  expect(await shown()).toBe('Baku, -3°C, clear');
  expect(logs.filter((line) => line.includes('no weather came'))).toHaveLength(1);
  expect(logs.join('\n')).not.toContain('hidden-key');
  await caravan.documents.send(
    new UpdateCommand({
      TableName: caravan.tableNames.articles,
      Key: { pk: 'WEATHER', sk: 'WEATHER' },
      UpdateExpression: 'SET observed.#at = :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':at': instant(new Date(Date.now() - 3 * 3_600_000 - 1_000)) },
    }),
  );
  expect(await shown()).toBeUndefined();
});

test('an operator ends it', async () => {
  sky = { celsius: 20, code: 2 };
  await hour();
  expect(await shown()).toBe('Baku, 20°C, partly cloudy');
  expect((await run('off')).code).toBe(0);
  expect(await shown()).toBeUndefined();
});
