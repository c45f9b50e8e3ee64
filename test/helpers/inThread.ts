import { Worker } from 'node:worker_threads';

export interface Call {
  /** By its path from the project's root. */
  module: string;
  export: string;
  args: unknown[];
}

export type Outcome = { value: unknown } | { error: string };

/**
 * Runs one function in a thread of its own, and ends the thread if it has not ended by then. For inputs so large that
 * linear work takes a second and quadratic work a minute to hours: a noisy machine cannot be taken for one or the
 * other.
 * @param call what it is given and gives back is copied between the threads
 * @returns what it gave, or the message of what it threw
 * @throws if it does not end within 20 s
 */
export async function inThread(call: Call): Promise<Outcome> {
  const worker = new Worker(new URL('inThreadWorker.ts', import.meta.url), { workerData: call });
  try {
    return await new Promise((resolve, reject) => {
      const deadline = setTimeout(() => {
        reject(new Error(`${call.export} has not ended within 20 s`));
      }, 20_000);
      worker
        .once('message', resolve)
        .once('error', reject)
        .once('exit', () => {
          clearTimeout(deadline);
        });
    });
  } finally {
    await worker.terminate();
  }
}
