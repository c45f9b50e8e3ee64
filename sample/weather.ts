import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setWeather } from '../modules/operations/weather.ts';
import { operatorClients, twinOperator } from '../modules/operations/operatorClients.ts';
import type { Twin } from '../local/twin.ts';

const baku = {
  city: { en: 'Baku', ru: 'Баку', tr: 'Bakü', ar: 'باكو' },
  latitude: 40.41,
  longitude: 49.87,
};
/** Baku by the hour of its day: the sea keeps it mild, and the wind brings rain in the evening. */
const skyCodes = [0, 0, 1, 1, 2, 2, 2, 1, 0, 0, 1, 1, 2, 2, 3, 3, 61, 61, 80, 3, 2, 1, 1, 0];

/**
 * A weather service of its own on this machine, for the city of the sample's edition. Its port is another at each
 * start, and the place is set anew.
 */
export async function startSampleWeather({ outputs, endpoint }: Twin): Promise<() => Promise<void>> {
  const server = createServer((_request, response) => {
    const now = new Date();
    const hour = (now.getUTCHours() + 4) % 24; // Asia/Baku
    const current = {
      time: Math.floor(now.getTime() / 1_000),
      temperature_2m: Math.round(110 + 40 * Math.cos(((hour - 15) / 12) * Math.PI)) / 10,
      weather_code: skyCodes[hour],
      is_day: hour >= 7 && hour < 19 ? 1 : 0,
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ current }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const { weather, url } = operatorClients(outputs, twinOperator(endpoint));
  await setWeather(
    { ...baku, service: `http://127.0.0.1:${port}/v1/forecast` },
    { weather, url, allowLoopback: true },
    new Date(),
  );
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
}
