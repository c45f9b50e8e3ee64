import * as z from 'zod/mini';
import { listEntrySchema } from '../articles/listEntry.ts';
import type { ListEntry } from '../articles/listEntry.ts';
import type { Reading } from './findable.ts';
import { finder } from './marks.ts';

export const rowSchema = z.extend(listEntrySchema, {
  language: z.string(),
  marks: z.instanceof(Uint8Array),
});
type Row = z.infer<typeof rowSchema>;

/** What a search came to. */
export interface Found {
  /** Newest first, with those that have left. */
  readonly rows: readonly ListEntry[];
  /** The place after which older ones stand; undefined where there are none. */
  readonly older: string | undefined;
  /** It cost as much as a search may: before `older` are all that were found until then. */
  readonly cutShort: boolean;
}

/** What is looked for. */
interface Wanted {
  readonly limit: number;
  /** Whether a row counts against the limit. */
  readonly counts: (entry: ListEntry) => boolean;
  readonly before: string | undefined;
}

type Read = (stem: string, place: string, count: number) => Promise<{ rows: Row[]; end: boolean }>;

/** The rows of a stem, newest first, read as far as this place; '' where no more are left. */
interface Lane {
  readonly stem: string;
  reached: string;
}

/** The longest words of a question: they are the rarest, and a row of one says whether the others stand beside it. */
const lanesOfReading = 3;
/** Rows of the first look at each stem, and of each that goes on: 300 kB, where a call of DynamoDB ends at 1 MB. */
const firstLook = 100;
const nextLook = 1_000;
const mostNextLooks = 6;
/** Sorts after every place. */
const newest = '~';

/**
 * Walks from the newest articles to older ones, in the rows of one stem for each reading: that which has come furthest
 * back after the first look has the fewest.
 */
export async function walk(
  readings: readonly Reading[],
  { limit, counts, before }: Wanted,
  read: Read,
): Promise<Found> {
  const isFound = finder(readings);
  const found = new Map<string, Row>();
  const [lanes, lanesOf] = lanesFor(readings, before ?? newest);
  const lookOn = async (lane: Lane, count: number) => {
    const { rows, end } = await read(lane.stem, lane.reached, count);
    // of what left one reading and stands in another, the latter counts
    for (const row of rows.filter(isFound))
      if (found.get(row.sk)?.gone !== undefined || !found.has(row.sk)) found.set(row.sk, row);
    lane.reached = end ? '' : (rows.at(-1)?.sk ?? '');
  };
  await Promise.all(lanes.map((lane) => lookOn(lane, firstLook)));
  for (let looks = 0; ; looks++) {
    const behind = lanesOf.map(deepest).reduce((one, other) => (other.reached > one.reached ? other : one));
    const seen = [...found.values()]
      .filter(({ sk }) => sk >= behind.reached)
      .toSorted((one, other) => (one.sk < other.sk ? 1 : -1));
    const shown = seen.filter(counts);
    if (shown.length > limit) return firstOf(seen, shown[limit - 1]?.sk);
    if (behind.reached === '') return { rows: seen, older: undefined, cutShort: false };
    if (looks === mostNextLooks) return { rows: seen, older: behind.reached, cutShort: true };
    await lookOn(behind, nextLook);
  }
}

function lanesFor(readings: readonly Reading[], from: string): [lanes: Lane[], ofEach: Lane[][]] {
  const longest = readings.map(({ stems }) =>
    stems.toSorted((one, other) => other.length - one.length).slice(0, lanesOfReading),
  );
  const lanes = new Map(longest.flat().map((stem): [string, Lane] => [stem, { stem, reached: from }]));
  return [[...lanes.values()], longest.map((stems) => stems.flatMap((stem) => lanes.get(stem) ?? []))];
}

const deepest = (lanes: readonly Lane[]): Lane =>
  lanes.reduce((one, other) => (other.reached < one.reached ? other : one));

const firstOf = (seen: readonly Row[], last = ''): Found => ({
  rows: seen.filter(({ sk }) => sk >= last),
  older: last,
  cutShort: false,
});
