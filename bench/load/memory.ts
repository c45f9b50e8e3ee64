import { existsSync, readFileSync } from 'node:fs';
import { memoryUsage } from 'node:process';
import type { Twin } from '../../local/twin.ts';

/** Of the whole process, all threads, in megabytes. */
export interface Memory {
  /** All that is resident. */
  readonly rss: number;
  /**
   * Without files that are mapped: dynalite's tables on disk are, and grow with what is in them. As rss where the
   * system does not tell.
   */
  readonly own: number;
  /** What JavaScript uses on the main thread: the twin and its engines. */
  readonly heap: number;
}

const mostLooks = 90;
/** Looks, a second apart. */
const settledAfter = 15;
const status = '/proc/self/status';
const told = existsSync(status);

export function memoryNow(): Memory {
  const { rss, heapUsed } = memoryUsage();
  const [, kilobytes] = (told && /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))) || [];
  return {
    rss: rss / 2 ** 20,
    own: kilobytes === undefined ? rss / 2 ** 20 : Number(kilobytes) / 2 ** 10,
    heap: heapUsed / 2 ** 20,
  };
}

/**
 * Of a process that did all that it could to let go. The functions' workers are ended, as V8 leaves garbage in them for
 * as long as there is room; the next event starts new ones.
 */
export async function heldMemory(twin: Twin): Promise<Memory> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Node runs without --expose-gc: start it by npm run bench:load.');
  await Promise.all(twin.stack.ofType('AWS::Lambda::Function').map(({ id }) => twin.killWorkers(id)));
  // What threads held that have ended, the system gets back seconds later: memory counts when it falls no more.
  let [least, unchanged] = [memoryNow(), 0];
  for (let looks = 0; looks < mostLooks && unchanged < settledAfter; looks++) {
    await gc({ type: 'major', execution: 'async' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const now = memoryNow();
    unchanged = now.own < least.own * 0.99 ? 0 : unchanged + 1;
    if (now.own < least.own) least = now;
  }
  return least;
}
