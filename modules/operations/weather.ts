import * as z from 'zod';
import { askWeather, NoWeather } from '../weather/openMeteo.ts';
import { placeSchema } from '../weather/weather.ts';
import type { Observation, Place } from '../weather/weather.ts';
import type { Deployment } from './deployment.ts';
import { OperatorError } from './operatorError.ts';

/**
 * Sets the edition's place, once its service has answered for it: pages show it a minute later.
 * @throws OperatorError where the place is none, or no weather came; nothing is changed then
 */
export async function setWeather(
  wanted: Place,
  { weather, url, allowLoopback }: Pick<Deployment, 'weather' | 'url' | 'allowLoopback'>,
  now: Date,
): Promise<Observation> {
  const { data: place, error } = placeSchema.safeParse(wanted);
  if (place === undefined) throw new OperatorError(`This is no place:\n${z.prettifyError(error)}`);
  try {
    const observed = await askWeather(place, { userAgent: `Caravan/1.0 (+${url}/about)`, allowLoopback }, now);
    await weather.set(place, observed, now);
    return observed;
  } catch (fault) {
    if (fault instanceof NoWeather) throw new OperatorError(`Nothing was set: ${fault.message}`, { cause: fault });
    throw fault;
  }
}
