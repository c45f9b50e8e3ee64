import * as z from 'zod/mini';
import { instantSchema } from '../../platform/values/schema.ts';
import { secondsOf } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { Sky } from '../locales/edition/messages.ts';
import { mailLanguages } from '../locales/languages.ts';

/** The edition's city, as an operator set it. */
export const placeSchema = z.object({
  /** Its name in each language of the edition. */
  city: z.record(z.enum(mailLanguages), z.string().check(z.minLength(1), z.maxLength(60))),
  /** WGS 84, in degrees. */
  latitude: z.number().check(z.gte(-90), z.lte(90)),
  longitude: z.number().check(z.gte(-180), z.lte(180)),
  /** Where Open-Meteo's forecasts are asked for. Its query may hold a customer's key: it is never logged or shown. */
  service: z.url(),
});
export type Place = z.infer<typeof placeSchema>;

/** What a service said of a place. */
export const observationSchema = z.object({
  at: instantSchema,
  celsius: z.number(),
  /** WMO code table 4677, as far as Open-Meteo uses it. */
  code: z.int(),
  isDay: z.boolean(),
});
export type Observation = z.infer<typeof observationSchema>;

/** Weather as a page shows it. */
export interface Weather {
  readonly city: Place['city'];
  readonly celsius: number;
  /** Undefined where the service names one that has no word. */
  readonly sky: Sky | undefined;
}

/** The codes that Open-Meteo uses (its documentation, "WMO Weather interpretation codes"). Readers tell apart fewer. */
const skies: Readonly<Record<number, Sky | readonly [day: Sky, night: Sky]>> = {
  0: ['sunny', 'clear'],
  1: ['mostlySunny', 'mostlyClear'],
  2: 'partlyCloudy',
  3: 'overcast',
  45: 'fog',
  48: 'fog',
  51: 'drizzle',
  53: 'drizzle',
  55: 'drizzle',
  56: 'freezingDrizzle',
  57: 'freezingDrizzle',
  61: 'lightRain',
  63: 'rain',
  65: 'heavyRain',
  66: 'freezingRain',
  67: 'freezingRain',
  71: 'lightSnow',
  73: 'snow',
  75: 'heavySnow',
  77: 'lightSnow',
  80: 'showers',
  81: 'showers',
  82: 'heavyShowers',
  85: 'snowShowers',
  86: 'snowShowers',
  95: 'thunderstorm',
  96: 'hailstorm',
  99: 'hailstorm',
};

/** @returns undefined for a code that Open-Meteo does not document */
export function skyOf({ code, isDay }: Pick<Observation, 'code' | 'isDay'>): Sky | undefined {
  const sky = skies[code];
  return typeof sky === 'object' ? sky[isDay ? 0 : 1] : sky;
}

/** An observation is shown for so long: two runs may fail, and readers notice nothing. */
const shownSeconds = 3 * 3_600;
/** The clock of a service may go before ours by so much. */
const aheadSeconds = 3_600;

/** Whether an observation says what the weather is like at this moment. */
export function isRecent(at: Instant, now: Date): boolean {
  const age = now.getTime() / 1_000 - secondsOf(at);
  return age <= shownSeconds && age >= -aheadSeconds;
}
