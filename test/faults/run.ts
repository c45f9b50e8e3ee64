#!/usr/bin/env node
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { recordLife } from './machine.ts';
import type { Broken } from './machine.ts';
import { everyPoint, spread } from './points.ts';
import { reportOf } from './report.ts';
import type { Slice } from './slice.ts';
import { openStage } from './stage.ts';

/**
 * `npm run test:faults`: breaks a life at one point of each operation and kind. `--every`: at every call, for each kind, which
 * takes most of an hour; `--minutes` ends it earlier, in words. `--write` puts the figures into docs/reliability.md.
 */
const { values: { every, minutes, write } } = parseArgs({ options: { every: { type: 'boolean', default: false }, minutes: { type: 'string', default: '120' }, write: { type: 'boolean', default: false } } });
/** Lives wait a good deal: one more than there are cores. */
const processes = 3;
const untilMs = Date.now() + Number(minutes) * 60_000;

/** The life without faults, on a twin that is stopped again. */
async function recorded() {
  const stage = await openStage();
  try {
    return await recordLife(stage);
  } finally {
    await stage.stop();
  }
}

async function ask(slice: Slice): Promise<Broken[]> {
  const child = fork(new URL('slice.ts', import.meta.url), { execArgv: ['--no-warnings'] });
  child.send(slice);
  const ended = once(child, 'exit').then(([code]) => { throw new Error(`A process of the machine ended with ${String(code)}.`); });
  ended.catch(() => undefined); // also where it has answered
  const [broken] = await Promise.race([once(child, 'message'), ended]) as [Broken[]];
  return broken;
}

const startedMs = Date.now();
const { whole, places, calls } = await recorded();
const points = (every ? everyPoint : spread)(places);
// By a prime, so that whoever is cut off in the middle has seen all parts alike.
const mixed = points.map((_, index) => points[(index * 7_919) % points.length]!);
const slices = Array.from({ length: processes }, (_, slice) => mixed.filter((__, index) => index % processes === slice));
const broken = (await Promise.all(slices.map((some) => ask({ points: some, whole, untilMs })))).flat();
const command = ['npm run test:faults', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');
const { text, held } = reportOf({ command, calls, places: places.length, points: points.length, broken, seconds: Math.round((Date.now() - startedMs) / 1_000) });
console.log(text);
if (write) writeFileSync(new URL('../../docs/reliability.md', import.meta.url), text);
process.exitCode = held ? 0 : 1;
