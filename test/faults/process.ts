import { breakAll } from './core/breakAll.ts';
import type { End } from './core/life.ts';
import type { Broken } from './core/machine.ts';
import type { Point } from './core/points.ts';
import { playSeeds } from './random/seeds.ts';
import type { Sown } from './random/seeds.ts';

/** What a process of the machine is asked for: its `Date`, which it simulates, is its own. */
export type Job = { readonly points: readonly Point[]; readonly whole: End; readonly forMs: number } | { readonly seeds: readonly number[]; readonly forMs: number };
export type Done = { readonly broken: readonly Broken[]; readonly sown: readonly Sown[] };

const work = async (job: Job): Promise<Done> => ('points' in job
  ? { broken: await breakAll(job.points, job.whole, job.forMs), sown: [] }
  : { broken: [], sown: await playSeeds(job.seeds, job.forMs) });

process.once('message', (job: Job) => {
  void work(job).then((done) => { process.send?.(done, () => { process.disconnect(); }); });
});
