#!/usr/bin/env node
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Broken } from './machine.ts';
import { reportOf } from './report.ts';
import type { Slice, SliceDone } from './slice.ts';

/**
 * `npm run test:faults`: breaks a life at one point of each operation and kind. `--every`: at every call, for each kind, which
 * takes most of an hour; `--minutes` ends it earlier, in words. `--write` puts the figures into docs/reliability.md.
 */
const { values: { every, minutes, write } } = parseArgs({ options: { every: { type: 'boolean', default: false }, minutes: { type: 'string', default: '120' }, write: { type: 'boolean', default: false } } });
const processes = 2;
const untilMs = Date.now() + Number(minutes) * 60_000;

async function ask(slice: Slice): Promise<SliceDone> {
  const child = fork(new URL('slice.ts', import.meta.url), { execArgv: ['--no-warnings'] });
  child.send(slice);
  const ended = once(child, 'exit').then(([code]) => { throw new Error(`A process of the machine ended with ${String(code)}.`); });
  const [done] = await Promise.race([once(child, 'message'), ended]) as [SliceDone];
  ended.catch(() => undefined);
  return done;
}

const startedMs = Date.now();
const slices = await Promise.all(Array.from({ length: processes }, (_, from) => ask({ every, from, step: processes, untilMs })));
const broken: Broken[] = slices.flatMap((slice) => slice.broken);
const { text, held } = reportOf({ command: `npm run test:faults${process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : ''}`, places: slices[0]!.places, points: slices[0]!.points, broken, seconds: Math.round((Date.now() - startedMs) / 1_000) });
console.log(text);
if (write) writeFileSync(new URL('../../docs/reliability.md', import.meta.url), text);
process.exitCode = held ? 0 : 1;
