#!/usr/bin/env node
import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SimulatedTime } from '../../local/simulatedTime.ts';
import { recordLife } from './core/machine.ts';
import { companiesOf, everyPoint, spread } from './core/points.ts';
import type { Done, Job, Progress } from './process.ts';
import { reportOf, withReport } from './report.ts';
import type { Ran } from './report.ts';
import { openStage } from './stage.ts';

/**
 * `npm run test:faults`: breaks the core life at one point of each operation and kind. `--every`: at every call, for
 * each kind. `--seeds 500`: plays random lives as well; with `--from 17` those from there on, and they alone; with
 * `--daily` others each day. `--after 2000` leaves out the first points, which an earlier run of the day has had.
 * `--minutes` ends all of it then, in words; random lives have the last quarter of them. `--write` puts the figures
 * into docs/reliability.md.
 */
const { values } = parseArgs({
  options: {
    every: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '0' },
    from: { type: 'string' },
    daily: { type: 'boolean', default: false },
    after: { type: 'string', default: '0' },
    minutes: { type: 'string', default: '120' },
    write: { type: 'boolean', default: false },
  },
});
/** Lives wait a good deal: three of them keep one core busy. */
const processes = 5;
const progressMs = 10_000;
const forMs = Number(values.minutes) * 60_000;
const coreShare = 0.75;
const beganMs = performance.now();
const leftMs = (shareOfAll: number): number => Math.max(0, beganMs + shareOfAll * forMs - performance.now());
const seeds = Number(values.seeds);
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

/** One process of the machine. @param tell hears how far it has come */
function ask(job: Job, tell: (progress: Progress) => void): Promise<Done> {
  const child = fork(new URL('process.ts', import.meta.url), { execArgv: ['--no-warnings'] });
  child.send(job);
  return new Promise((resolve, reject) => {
    child.on('message', (message: Progress | Done) => {
      if ('runs' in message) tell(message);
      else resolve(message);
    });
    child.once('exit', (code) => {
      reject(new Error(`A process of the machine ended with ${String(code)}.`));
    }); // no matter where it has answered
  });
}

/** Deals jobs out to the processes, and says every ten seconds how far all of them have come. */
async function deal<T>(name: string, list: readonly T[], jobOf: (some: readonly T[]) => Job): Promise<Done[]> {
  const told = new Map<number, Progress>();
  const sum = (of: keyof Progress) => [...told.values()].reduce((total, progress) => total + progress[of], 0);
  const words = () =>
    `${name}: ${sum('runs')} of ${list.flat().length} done, ${sum('broken')} broke the promise, ${sum('nothing')} came to nothing`;
  const timer = setInterval(() => {
    console.error(words());
  }, progressMs);
  try {
    return await Promise.all(
      Array.from({ length: processes }, (_, process) =>
        ask(jobOf(list.filter((__, index) => index % processes === process)), (progress) => {
          told.set(process, progress);
        }),
      ),
    );
  } finally {
    clearInterval(timer);
    console.error(words());
  }
}

async function core(): Promise<Ran['core']> {
  const startedMs = performance.now();
  const { whole, places, calls } = await recorded();
  const points = (values.every ? everyPoint : spread)(places);
  // By a prime, so that whoever is cut off in the middle has seen all parts alike; from another place each day, so that
  // days see all of it.
  const mixed = points.map((_, index) => points[(index * 7_919 + today * 997) % points.length]!);
  const broken = (
    await deal('a fault anywhere', companiesOf(mixed.slice(Number(values.after))), (companies) => ({
      companies,
      whole,
      forMs: leftMs(seeds > 0 ? coreShare : 1),
    }))
  ).flatMap((done) => done.broken);
  return { calls, places: places.length, points: points.length, broken, seconds: secondsSince(startedMs) };
}

async function random(count: number): Promise<Ran['random']> {
  const startedMs = performance.now();
  const list = Array.from(
    { length: count },
    (_, index) => Number(values.from ?? (values.daily ? today * count : 1)) + index,
  );
  const sown = (await deal('random lives', list, (some) => ({ seeds: some, forMs: leftMs(1) }))).flatMap(
    (done) => done.sown,
  );
  return { seeds: count, sown: sown.toSorted((one, other) => one.seed - other.seed), seconds: secondsSince(startedMs) };
}

const secondsSince = (startedMs: number): number => Math.round((performance.now() - startedMs) / 1_000);

const command = ['npm run test:faults', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');
const isCore = values.from === undefined;
const { text, held } = reportOf({
  command,
  core: isCore ? await core() : undefined,
  random: seeds > 0 ? await random(seeds) : undefined,
});
console.log(text);
if (values.write) writeFileSync(new URL('../../docs/reliability.md', import.meta.url), withReport(text));
process.exitCode = held ? 0 : 1;
