import type { Invocation } from '../../platform/runtime/lambda.ts';
import { isRecent, skyOf } from './weather.ts';
import type { Weather } from './weather.ts';
import type { WeatherRow, WeatherTable } from './weatherTable.ts';

/** A worker looks again after so long: pages are fresh for a minute, too. */
const keptMs = 60_000;

/** The weather for pages: one small read a minute of a worker. */
export class RecentWeather {
  private readonly table: Pick<WeatherTable, 'get'>;
  private row: WeatherRow | undefined;
  private readAtMs = -Infinity;

  constructor(table: Pick<WeatherTable, 'get'>) {
    this.table = table;
  }

  /**
   * @returns undefined where no place is set, or no recent observation is there. No page fails for its weather: a read
   * that does is logged, and what was read before holds
   */
  async at(now: Date, logger: Pick<Invocation['logger'], 'warn'>): Promise<Weather | undefined> {
    if (now.getTime() - this.readAtMs >= keptMs) {
      this.readAtMs = now.getTime();
      try {
        this.row = await this.table.get();
      } catch (error) {
        logger.warn('the weather could not be read', error as Error);
      }
    }
    if (this.row === undefined || !isRecent(this.row.observed.at, now)) return undefined;
    const { place, observed } = this.row;
    return { city: place.city, celsius: observed.celsius, sky: skyOf(observed) };
  }
}
