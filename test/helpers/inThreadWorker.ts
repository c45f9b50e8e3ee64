import { parentPort, workerData } from 'node:worker_threads';
import { type Call, type Outcome } from './inThread.ts';

const call = workerData as Call;
const module = (await import(new URL(`../../${call.module}`, import.meta.url).href)) as Record<
  string,
  (...args: unknown[]) => unknown
>;

async function outcome(): Promise<Outcome> {
  try {
    return { value: await module[call.export]!(...call.args) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

parentPort!.postMessage(await outcome());
