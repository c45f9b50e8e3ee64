import type { Breach } from './breach.ts';
import { breakAll } from './core/breakAll.ts';
import type { End } from './core/end.ts';
import type { Broken } from './core/machine.ts';
import { wordsOf } from './core/points.ts';
import type { Company } from './core/points.ts';
import { playSeeds } from './random/seeds.ts';
import type { Sown } from './random/seeds.ts';

/** What a process of the machine is asked for: its `Date`, which it simulates, is its own. */
export type Job =
  | { readonly companies: readonly Company[]; readonly whole: End; readonly forMs: number }
  | { readonly seeds: readonly number[]; readonly forMs: number };
export type Done = { readonly broken: readonly Broken[]; readonly sown: readonly Sown[] };

/** How far it has come, told after each run. */
export interface Progress {
  readonly runs: number;
  readonly broken: number;
  readonly nothing: number;
}

/** All that comes; what broke the promise is told at once, as hours may follow it. */
async function heard<T extends { readonly breaches: readonly Breach[]; readonly nothing?: string | undefined }>(
  results: AsyncIterable<T>,
  nameOf: (one: T) => string,
): Promise<T[]> {
  const all: T[] = [];
  for await (const one of results) {
    if (one.breaches.length > 0) console.error(`${nameOf(one)}: ${one.breaches.map(({ words }) => words).join('; ')}`);
    all.push(one);
    const progress: Progress = {
      runs: all.length,
      broken: all.filter(({ breaches }) => breaches.length > 0).length,
      nothing: all.filter(({ nothing }) => nothing !== undefined).length,
    };
    process.send?.(progress);
  }
  return all;
}

const work = async (job: Job): Promise<Done> =>
  'companies' in job
    ? { broken: await heard(breakAll(job.companies, job.whole, job.forMs), ({ point }) => wordsOf(point)), sown: [] }
    : { broken: [], sown: await heard(playSeeds(job.seeds, job.forMs), ({ seed }) => `seed ${seed}`) };

process.once('message', (job: Job) => {
  void work(job).then((done) => {
    process.send?.(done, () => {
      process.disconnect();
    });
  });
});
// Whoever asked is gone, or has the answer.
process.once('disconnect', () => process.exit());
