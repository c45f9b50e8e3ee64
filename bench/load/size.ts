import { parseArgs } from 'node:util';

/** How large a run is. */
export interface Size {
  readonly sources: number;
  /** Of each burst, of all sources together. */
  readonly articles: number;
  /** Each article has one, and each endpoint asks for one. */
  readonly topics: number;
  readonly endpoints: number;
  /** Of the endpoints: answer 500, until they are mended. */
  readonly failing: number;
  /** Of the endpoints: take a post and never answer, until they are mended. */
  readonly hanging: number;
  readonly readers: number;
  readonly hosts: number;
  readonly bursts: number;
  /** Schedules of a minute fire each so many seconds. */
  readonly tickSeconds: number;
  /** How many workers of deliver may run at once. */
  readonly deliverWorkers: number;
  /** How much more memory, in percent, may be held after the last burst than after the one before. */
  readonly growth: number;
  /** Where the picture goes. */
  readonly picture: string;
}

const numbers = {
  sources: 1_000,
  articles: 5_000,
  topics: 20,
  endpoints: 100,
  failing: 10,
  hanging: 5,
  readers: 2_000,
  hosts: 50,
  bursts: 3,
  tick: 10,
  workers: 12,
  growth: 10,
} as const;

/** How many sources publish a story each before the first burst. */
export const warmingSources = 40;

/**
 * Reads the flags, such as `--sources=100`.
 * @throws where they do not fit together
 */
export function sizeOf(args: readonly string[]): Size {
  const defaults = { ...numbers, picture: 'docs/load.png' };
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }]));
  const values = { ...defaults, ...parseArgs({ args: [...args], options }).values };
  const count = (name: keyof typeof numbers): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 0)
      throw new Error(`--${name} is a whole number, not ${JSON.stringify(values[name])}.`);
    return value;
  };
  const { tick, workers, ...rest } = Object.fromEntries(
    Object.keys(numbers).map((name) => [name, count(name as keyof typeof numbers)]),
  ) as Record<keyof typeof numbers, number>;
  const size: Size = { ...rest, tickSeconds: tick, deliverWorkers: workers, picture: values.picture };
  if (size.sources < 1 || size.articles % size.sources !== 0)
    throw new Error(
      `--articles is a multiple of --sources: each source has as many. ${size.articles} is none of ${size.sources}.`,
    );
  if (size.topics < 1 || size.topics > Math.min(size.sources, warmingSources))
    throw new Error(
      `--topics is from 1 to ${warmingSources}, and no more than --sources: each topic has an article before the first burst.`,
    );
  if (size.failing + size.hanging > size.endpoints)
    throw new Error('--failing and --hanging are parts of --endpoints.');
  return size;
}

export const endpointKinds = ['healthy', 'failing', 'hanging'] as const;
export type EndpointKind = (typeof endpointKinds)[number];

/** What becomes of posts to an endpoint, by its number: the first fail, the next hang, the others are healthy. */
export function kindOf({ failing, hanging }: Pick<Size, 'failing' | 'hanging'>, endpoint: number): EndpointKind {
  if (endpoint < failing) return 'failing';
  return endpoint < failing + hanging ? 'hanging' : 'healthy';
}
