import * as z from 'zod/mini';
import { FetchError } from '../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../platform/http/guardedFetch.ts';
import { epochSecondsSchema } from '../../platform/values/schema.ts';
import { instant } from '../../platform/values/time.ts';
import { isRecent } from './weather.ts';
import type { Observation, Place } from './weather.ts';

/** Open-Meteo's own service: free for non-commercial use, without a key (open-meteo.com/en/terms). */
export const openMeteo = 'https://api.open-meteo.com/v1/forecast';

export interface Asking {
  /** Says who asks, and where to write: services turn away who does not. */
  readonly userAgent: string;
  readonly allowLoopback: boolean;
}

/** No observation came; the message says why, and holds neither the service's query nor what it sent. */
export class NoWeather extends Error {
  override readonly name = 'NoWeather';
}

/** An answer is some 400 bytes. One that redirects is at another address than the operator's. */
const limits = { timeoutMs: 10_000, maxBytes: 65_536, maxRedirects: 0 };

/** The record temperatures of the world are -89.2 and 56.7 °C (WMO World Weather and Climate Extremes Archive). */
const [coldest, hottest] = [-95, 65];

/** The part of Open-Meteo's answer that is read; `time` as `timeformat=unixtime` writes it. */
const answerSchema = z.object({
  current: z.object({
    time: epochSecondsSchema,
    temperature_2m: z.number().check(z.gte(coldest), z.lte(hottest)),
    weather_code: z.int(),
    is_day: z.union([z.literal(0), z.literal(1)]),
  }),
});

/**
 * Asks for the weather of a place at this moment (Open-Meteo's Weather Forecast API, `current`).
 * @throws NoWeather whatever the service's fault is
 */
export async function askWeather(place: Place, asking: Asking, now: Date): Promise<Observation> {
  const { host } = new URL(place.service);
  const body = await bodyOf(place, asking);
  const { data, error } = z.safeParse(answerSchema, parsed(body, host));
  if (data === undefined)
    throw new NoWeather(`The answer of ${host} is no weather:\n${z.prettifyError(error)}\nIs it Open-Meteo's address?`);
  const { time, temperature_2m: celsius, weather_code: code, is_day } = data.current;
  const at = instant(new Date(time * 1_000));
  if (!isRecent(at, now)) throw new NoWeather(`${host} tells the weather of ${at}, which is not that of now.`);
  return { at, celsius, code, isDay: is_day === 1 };
}

async function bodyOf({ service, latitude, longitude }: Place, { userAgent, allowLoopback }: Asking): Promise<string> {
  const url = new URL(service);
  url.searchParams.set('latitude', String(latitude));
  url.searchParams.set('longitude', String(longitude));
  url.searchParams.set('current', 'temperature_2m,weather_code,is_day');
  url.searchParams.set('timeformat', 'unixtime');
  try {
    const headers = { accept: 'application/json', 'user-agent': userAgent };
    const { status, body } = await guardedFetch({ url: url.href, headers, allowLoopback, ...limits });
    if (status !== 200) throw new NoWeather(`${url.host} answered ${status}: try the address in a browser.`);
    return new TextDecoder().decode(body);
  } catch (error) {
    if (error instanceof FetchError) throw new NoWeather(error.message, { cause: error });
    throw error;
  }
}

function parsed(body: string, host: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new NoWeather(`The answer of ${host} is no JSON: it is not Open-Meteo's address.`, { cause: error });
  }
}
