import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Ran } from './commandProcess.ts';

export interface Typed {
  readonly dataDir: string;
  readonly args: readonly string[];
}

let thread: Worker | undefined;
let lastEnd: Promise<unknown> = Promise.resolve();
afterAll(() => thread?.terminate());

/**
 * Runs a command at the twin that runs on a data folder, after those before it. All commands of a test file run in one
 * thread, as a process each would load the program anew.
 */
export function caravanOn(dataDir: string, args: readonly string[]): Promise<Ran> {
  const ran = lastEnd.then(() => run({ dataDir, args }));
  lastEnd = ran.catch(() => undefined);
  return ran;
}

async function run(typed: Typed): Promise<Ran> {
  thread ??= new Worker(new URL('commandLineWorker.ts', import.meta.url), {
    env: { ...process.env, NO_COLOR: '1' },
    stdout: true,
    stderr: true,
  });
  thread.postMessage(typed);
  const [ran] = (await once(thread, 'message')) as [Ran];
  return ran;
}
