/**
 * `npm run bench:load`: a burst of articles through the whole twin, with unwell endpoints and readers by mail. Ends
 * with 1 where anything is lost.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * glibc gives threads up to eight arenas for each core (mallopt(3), M_ARENA_MAX), which keep the rests of workers that
 * have ended: with fewer, less of what is measured is the C library's.
 */
const env = { MALLOC_ARENA_MAX: '2', ...process.env };
const script = join(import.meta.dirname, 'load', 'run.ts');
const { status } = spawnSync(process.execPath, ['--expose-gc', '--no-warnings', script, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
});
process.exitCode = status ?? 1;
