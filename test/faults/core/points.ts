import type { Call } from '../../../local/gateway/call.ts';
import type { FaultKind } from '../../../local/gateway/faults.ts';
import type { Stage } from '../stage.ts';

/**
 * A place where a life can be broken: the nth call of a function to one operation of a service, or the nth request to a
 * server outside.
 */
export interface Place {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  readonly nth: number;
}
export interface Point extends Place {
  readonly kind: FaultKind;
}

/**
 * In the words of the promise: fails before the effect, the effect without its answer, throttled three times, dead
 * before and after, past the function's time.
 */
const callKinds: readonly FaultKind[] = ['fail', 'timeout-after', 'throttle', 'kill-before', 'kill-after', 'late'];
/** A server outside cuts the connection unheard or heard, or its caller dies then. */
const requestKinds: readonly FaultKind[] = ['timeout-before', 'timeout-after', 'kill-before', 'kill-after'];
const kindsAt = ({ service }: Place): readonly FaultKind[] => (service === 'http' ? requestKinds : callKinds);

/** Runs a life and notes every call of every function, and every request to a server outside. */
export async function record(stage: Stage, life: () => Promise<unknown>): Promise<Recorded> {
  const seen = new Map<string, number>();
  const calls: (Place & { readonly query?: string | undefined })[] = [];
  const note = (place: Omit<Place, 'nth'>, query?: string) => {
    const key = `${place.function} ${place.service} ${place.operation}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    calls.push({ ...place, nth, query });
  };
  const { faults } = stage.caravan.twin;
  faults.watch((call) => {
    if (call.caller.name !== 'operator')
      note({ function: call.caller.name, service: call.service, operation: call.operation }, queryOf(call));
  });
  stage.requests.watch((by, server) => {
    note({ function: by, service: 'http', operation: server });
  });
  await life();
  faults.watch(undefined);
  stage.requests.watch(undefined);
  return { calls: calls.length, places: withoutShards(calls) };
}

export interface Recorded {
  readonly calls: number;
  readonly places: readonly Place[];
}

/** What a query asks, whichever shard it asks. */
const queryOf = ({ operation, input }: Call): string | undefined =>
  operation === 'Query'
    ? `${JSON.stringify(input['KeyConditionExpression'])} ${JSON.stringify(input['IndexName'] ?? '')}`
    : undefined;

/**
 * Of one question to sixteen shards, the first, the middle and the last: it matters how far it came, and not which
 * shard that was.
 */
function withoutShards(calls: readonly (Place & { readonly query?: string | undefined })[]): Place[] {
  const runs: (Place & { readonly query?: string | undefined })[][] = [];
  for (const call of calls) {
    const run = runs.findLast(([first]) => first?.function === call.function);
    if (run !== undefined && call.query !== undefined && run[0]?.query === call.query) run.push(call);
    else runs.push([call]);
  }
  const kept = (run: readonly Place[]) =>
    run.length < 4 ? run : [run[0]!, run[Math.floor(run.length / 2)]!, run.at(-1)!];
  return runs
    .flatMap(kept)
    .map(({ function: name, service, operation, nth }) => ({ function: name, service, operation, nth }));
}

/** A point in words. */
export const wordsOf = ({ function: name, service, operation, nth, kind }: Point): string =>
  `${name.replace(/[0-9A-F]{8}$/, '')}, ${service} ${operation} ${nth}: ${kind}`;

const operationsOf = (places: readonly Place[]): Place[][] => [
  ...Map.groupBy(places, (place) => `${place.function} ${place.service} ${place.operation}`).values(),
];

/** One point for each kind of fault and each operation of each function, spread over the operation's calls. */
export const spread = (places: readonly Place[]): Point[] =>
  operationsOf(places).flatMap((calls) =>
    kindsAt(calls[0]!).map((kind, index, kinds) => ({
      ...calls[Math.floor((index * calls.length) / kinds.length)]!,
      kind,
    })),
  );

/** One point for every fifth operation, the kinds of fault by turns: what npm test has time for. */
export const sample = (places: readonly Place[]): Point[] =>
  operationsOf(places)
    .filter((_, index) => index % 5 === 0)
    .map((calls, turn) => ({
      ...calls[turn % calls.length]!,
      kind: kindsAt(calls[0]!)[turn % kindsAt(calls[0]!).length]!,
    }));

/** Every kind of fault at every place. */
export const everyPoint = (places: readonly Place[]): Point[] =>
  places.flatMap((place) => kindsAt(place).map((kind) => ({ ...place, kind })));

/** Points whose faults one life meets together. */
export type Company = readonly Point[];
/** More faults in one life than this and it would seldom end in the time that the twin has. */
const mostTogether = 6;

/**
 * Points in companies, each of other functions, in order: a life that is clean with all of its faults shows of each
 * that it is borne. It plays one life for some five points.
 */
export function companiesOf(points: readonly Point[]): Company[] {
  const companies: Point[][] = [];
  let open: Point[][] = [];
  for (const point of points) {
    const company = open.find((some) => !some.some((other) => isOneCause(other, point)));
    if (company) company.push(point);
    else companies.push((open[open.length] = [point]));
    open = open.filter((some) => some.length < mostTogether);
  }
  return companies;
}

/** Of one function, or both at servers outside, where one fault waits at a time. */
const isOneCause = (one: Point, other: Point): boolean =>
  one.function === other.function || (one.service === 'http' && other.service === 'http');
