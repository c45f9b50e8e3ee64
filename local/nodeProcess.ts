import { spawn } from 'node:child_process';
import { once } from 'node:events';

const endings: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const windows = process.platform === 'win32';

interface NodeProcess {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs when a signal ends this process before the other has ended. */
  readonly interrupted: () => void;
}

/**
 * Runs Node until it ends. A signal that ends this process ends that one first, with all that it has started: bundlers
 * too.
 */
export async function runNode(
  args: readonly string[],
  { cwd, env, interrupted }: NodeProcess,
): Promise<{ ok: boolean; stderr: string }> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'], detached: !windows });
  const stop = (signal: NodeJS.Signals): void => {
    release();
    child.once('exit', () => {
      interrupted();
      process.kill(process.pid, signal);
    });
    if (windows || child.pid === undefined) child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  };
  const release = (): void => {
    for (const signal of endings) process.off(signal, stop);
  };
  for (const signal of endings) process.on(signal, stop);
  child.once('exit', release);
  try {
    const [stderr] = await Promise.all([Array.fromAsync(child.stderr, String), once(child, 'exit')]);
    return { ok: child.exitCode === 0, stderr: stderr.join('') };
  } finally {
    release();
  }
}
