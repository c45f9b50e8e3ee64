import type { FaultKind } from '../../local/gateway/faults.ts';
import type { Stage } from './stage.ts';

/** A place where a life can be broken: the nth call of a function to one operation of a service, or the nth request to a server outside. */
export interface Place {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  readonly nth: number;
}
export interface Point extends Place { readonly kind: FaultKind }

/** In the words of the promise: fails before the effect, the effect without its answer, throttled three times, dead before and after, past the function's time. */
const callKinds: readonly FaultKind[] = ['fail', 'timeout-after', 'throttle', 'kill-before', 'kill-after', 'late'];
/** A server outside cuts the connection unheard or heard, or its caller dies then. */
const requestKinds: readonly FaultKind[] = ['timeout-before', 'timeout-after', 'kill-before', 'kill-after'];
export const kindsAt = ({ service }: Place): readonly FaultKind[] => (service === 'http' ? requestKinds : callKinds);

/** Runs a life and notes every call of every function, and every request to a server outside. */
export async function record(stage: Stage, life: () => Promise<unknown>): Promise<Place[]> {
  const seen = new Map<string, number>();
  const places: Place[] = [];
  const note = (place: Omit<Place, 'nth'>) => {
    const key = `${place.function} ${place.service} ${place.operation}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    places.push({ ...place, nth });
  };
  const { faults } = stage.caravan.twin;
  faults.watch(({ caller, service, operation }) => { if (caller.name !== 'operator') note({ function: caller.name, service, operation }); });
  stage.requests.watch((by, server) => { note({ function: by, service: 'http', operation: server }); });
  await life();
  faults.watch(undefined);
  stage.requests.watch(undefined);
  return places;
}

export const wordsOf = ({ function: name, service, operation, nth, kind }: Point): string => `${name.replace(/[0-9A-F]{8}$/, '')}, ${service} ${operation} ${nth}: ${kind}`;

/**
 * One point for each kind of fault and each operation of each function, spread over the operation's calls: the part that
 * every `npm test` runs.
 */
export function spread(places: readonly Place[]): Point[] {
  const operations = Map.groupBy(places, (place) => `${place.function} ${place.service} ${place.operation}`);
  return [...operations.values()].flatMap((calls) => kindsAt(calls[0]!).map((kind, index, kinds) => ({ ...calls[Math.floor((index * calls.length) / kinds.length)]!, kind })));
}

/** Every kind of fault at every place. */
export const everyPoint = (places: readonly Place[]): Point[] => places.flatMap((place) => kindsAt(place).map((kind) => ({ ...place, kind })));
