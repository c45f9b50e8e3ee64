import type { DirectoryTable } from '../articles/directoryTable.ts';
import type { PinsTable } from '../articles/pinsTable.ts';
import type { Invocation } from '../../platform/runtime/lambda.ts';
import { readWeather } from '../weather/recentWeather.ts';
import type { WeatherTable } from '../weather/weatherTable.ts';
import type { Masthead } from './site.ts';

const freshForMs = 30_000;
/** More do not fit one line of a desktop. */
const sections = 7;

/** Reads the masthead, and keeps it for half a minute: most pages of a warm worker ask for nothing. */
export class MastheadReader {
  private readonly directory: Pick<DirectoryTable, 'uses' | 'named'>;
  private readonly pins: Pick<PinsTable, 'standing'>;
  private readonly weather: Pick<WeatherTable, 'get'>;
  private kept: { readonly masthead: Masthead; readonly untilMs: number } | undefined;

  constructor(
    directory: Pick<DirectoryTable, 'uses' | 'named'>,
    pins: Pick<PinsTable, 'standing'>,
    weather: Pick<WeatherTable, 'get'>,
  ) {
    this.directory = directory;
    this.pins = pins;
    this.weather = weather;
  }

  async read(now: Date, logger: Pick<Invocation['logger'], 'warn'>): Promise<Masthead> {
    if (this.kept && this.kept.untilMs > now.getTime()) return this.kept.masthead;
    const [topics, pins, weather] = await Promise.all([
      this.topics(),
      this.pins.standing(now),
      readWeather(this.weather, now, logger),
    ]);
    const masthead = { topics, pinned: pins.map(({ articleId }) => articleId), weather };
    this.kept = { masthead, untilMs: now.getTime() + freshForMs };
    return masthead;
  }

  private async topics(): Promise<Masthead['topics']> {
    const { topic: uses } = await this.directory.uses();
    const most = [...uses]
      .toSorted(([oneSlug, one], [otherSlug, other]) => other - one || (oneSlug < otherSlug ? -1 : 1))
      .slice(0, sections);
    const named = await this.directory.named(most.map(([slug]) => ({ kind: 'topic', slug })));
    const bySlug = new Map(named.map((entry) => [entry.slug, entry]));
    return most.flatMap(([slug]) => bySlug.get(slug) ?? []);
  }
}
