import { Worker } from 'node:worker_threads';

export interface Call {
  /** By its path from the project's root. */
  module: string;
  export: string;
  args: unknown[];
}

export type Outcome = { value: unknown } | { error: string };

const cpuSeconds = 60;

/**
 * Runs one function in a thread of its own, and ends the thread if the function works for too long. It is for inputs
 * so large that linear work takes a second and quadratic work minutes to hours. The thread's own CPU time counts, as
 * a busy machine adds nothing to it.
 * @param call what the function takes and returns is copied between the threads
 * @returns what the function returned, or the message of its error
 * @throws if the thread used 60 s of CPU time before the function ended
 */
export async function inThread(call: Call): Promise<Outcome> {
  const worker = new Worker(new URL('inThreadWorker.ts', import.meta.url), { workerData: call });
  const watch = Promise.withResolvers<never>();
  const timer = setInterval(() => {
    worker.cpuUsage().then(
      ({ user, system }) => {
        if (user + system > cpuSeconds * 1e6) watch.reject(new Error(`${call.export} worked for ${cpuSeconds} s`));
      },
      () => undefined, // the thread has just ended
    );
  }, 1_000);
  try {
    return await Promise.race([
      watch.promise,
      new Promise<Outcome>((resolve, reject) => {
        worker.once('message', resolve).once('error', reject);
      }),
    ]);
  } finally {
    clearInterval(timer);
    await worker.terminate();
  }
}
