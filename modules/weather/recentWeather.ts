import type { Invocation } from '../../platform/runtime/lambda.ts';
import { isRecent, skyOf } from './weather.ts';
import type { Weather } from './weather.ts';
import type { WeatherTable } from './weatherTable.ts';

/**
 * Reads the weather for pages.
 * @returns undefined where no place is set, or no recent observation is there; and where the read fails, which is
 * logged: no page fails for its weather
 */
export async function readWeather(
  table: Pick<WeatherTable, 'get'>,
  now: Date,
  logger: Pick<Invocation['logger'], 'warn'>,
): Promise<Weather | undefined> {
  try {
    const row = await table.get();
    if (row === undefined || !isRecent(row.observed.at, now)) return undefined;
    return { city: row.place.city, celsius: row.observed.celsius, sky: skyOf(row.observed) };
  } catch (error) {
    logger.warn('the weather could not be read', error as Error);
    return undefined;
  }
}
