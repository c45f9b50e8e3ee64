import type { Invocation } from '../../platform/runtime/lambda.ts';
import type { CountSome } from '../../platform/runtime/sweepHandler.ts';
import { askWeather, NoWeather } from './openMeteo.ts';
import type { Asking } from './openMeteo.ts';
import type { WeatherTable } from './weatherTable.ts';

export interface RefreshServices extends Asking {
  readonly weather: WeatherTable;
}

/**
 * Asks for the weather of the edition's place, where it has one. Where none comes, the last stays, and pages show it
 * for as long as it is recent.
 */
export async function refreshWeather(
  { weather, logger, ...asking }: RefreshServices & Pick<Invocation, 'logger'>,
  now: Date,
  countSome: CountSome,
): Promise<void> {
  const row = await weather.get();
  if (row === undefined) return;
  try {
    await weather.observe(row, await askWeather(row.place, asking, now));
  } catch (error) {
    if (!(error instanceof NoWeather)) throw error;
    logger.warn('no weather came', { reason: error.message, observedAt: row.observed.at });
    countSome('WeatherMissed', 1);
  }
}
