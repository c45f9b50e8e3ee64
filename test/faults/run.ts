#!/usr/bin/env node
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import { recordLife } from './core/machine.ts';
import { everyPoint, spread } from './core/points.ts';
import type { Done, Job } from './process.ts';
import { reportOf } from './report.ts';
import type { Ran } from './report.ts';
import { openStage } from './stage.ts';

/**
 * `npm run test:faults`: breaks the core life at one point of each operation and kind. `--every`: at every call, for each kind.
 * `--seeds 500 --from 1`: plays random lives as well. `--minutes` ends each of the two earlier, in words. `--write` puts the figures
 * into docs/reliability.md.
 */
const { values } = parseArgs({ options: {
  every: { type: 'boolean', default: false }, seeds: { type: 'string', default: '0' }, from: { type: 'string', default: '1' },
  minutes: { type: 'string', default: '120' }, write: { type: 'boolean', default: false },
} });
/** Lives wait a good deal: one more than there are cores. */
const processes = 3;
const forMs = Number(values.minutes) * 60_000;
const today = Math.floor(Date.now() / 86_400_000);

/** The life without faults, on a twin that is stopped again. */
async function recorded() {
  const stage = await openStage(new SimulatedTime());
  try {
    return await recordLife(stage);
  } finally {
    await stage.stop();
  }
}

async function ask(job: Job): Promise<Done> {
  const child = fork(new URL('process.ts', import.meta.url), { execArgv: ['--no-warnings'] });
  child.send(job);
  const ended = once(child, 'exit').then(([code]) => { throw new Error(`A process of the machine ended with ${String(code)}.`); });
  ended.catch(() => undefined); // also where it has answered
  const [done] = await Promise.race([once(child, 'message'), ended]) as [Done];
  return done;
}

/** Deals a list out to the processes. */
const dealt = <T>(list: readonly T[]): T[][] => Array.from({ length: processes }, (_, process) => list.filter((__, index) => index % processes === process));

async function core(): Promise<Ran['core']> {
  const startedMs = performance.now();
  const { whole, places, calls } = await recorded();
  const points = (values.every ? everyPoint : spread)(places);
  // By a prime, so that whoever is cut off in the middle has seen all parts alike; from another place each day, so that days see all of it.
  const mixed = points.map((_, index) => points[(index * 7_919 + today * 997) % points.length]!);
  const broken = (await Promise.all(dealt(mixed).map((some) => ask({ points: some, whole, forMs })))).flatMap((done) => done.broken);
  return { calls, places: places.length, points: points.length, broken, seconds: secondsSince(startedMs) };
}

async function random(count: number): Promise<Ran['random']> {
  const startedMs = performance.now();
  const seeds = Array.from({ length: count }, (_, index) => Number(values.from) + index);
  const sown = (await Promise.all(dealt(seeds).map((some) => ask({ seeds: some, forMs })))).flatMap((done) => done.sown);
  return { seeds: count, sown: sown.toSorted((one, other) => one.seed - other.seed), seconds: secondsSince(startedMs) };
}

const secondsSince = (startedMs: number): number => Math.round((performance.now() - startedMs) / 1_000);

const command = ['npm run test:faults', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');
const seeds = Number(values.seeds);
const { text, held } = reportOf({ command, core: await core(), random: seeds > 0 ? await random(seeds) : undefined });
console.log(text);
if (values.write) writeFileSync(new URL('../../docs/reliability.md', import.meta.url), text);
process.exitCode = held ? 0 : 1;
