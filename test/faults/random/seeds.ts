import fc from 'fast-check';
import type { Breach } from '../breach.ts';
import { histories } from './history.ts';
import type { History } from './history.ts';
import { Theatre } from './theatre.ts';
import type { Outcome } from './theatre.ts';

/** What came of a seed. */
export interface Sown {
  readonly seed: number;
  readonly steps: number;
  /** What of the promise was broken, by the shortest history where it is known. */
  readonly breaches: readonly Breach[];
  /** The shortest history that still broke it. */
  readonly shortest: History | undefined;
  /** Why it came to nothing, where it did. */
  readonly nothing?: string | undefined;
}

/** How long to look for a shorter history. */
const shrinkMs = 180_000;

/**
 * Plays the history of each seed, for as long as there is time. A seed names a history; how its threads interleave is
 * the machine's own.
 */
export async function* playSeeds(seeds: readonly number[], forMs: number): AsyncGenerator<Sown> {
  const theatre = new Theatre();
  const startedMs = performance.now();
  for (const seed of seeds) if (performance.now() - startedMs < forMs) yield await playSeed(theatre, seed);
  await theatre.close();
}

async function playSeed(theatre: Theatre, seed: number): Promise<Sown> {
  const tried = new Map<History, Outcome>();
  let performing: Promise<Outcome> | undefined;
  const property = fc.asyncProperty(histories, async (history) => {
    const outcome = await (performing = theatre.perform(history));
    tried.set(history, outcome);
    return outcome.breaches.length === 0;
  });
  const { counterexample } = await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit: shrinkMs });
  await performing; // it still goes on where looking for a shorter history was cut off
  const [[first, outcome] = []] = tried;
  const shortest = counterexample?.[0];
  return {
    seed,
    steps: first?.length ?? 0,
    breaches: (shortest && tried.get(shortest)?.breaches) ?? [],
    shortest,
    nothing: outcome?.nothing,
  };
}
