import { setTimeout as sleep } from 'node:timers/promises';
import type { Twin } from '../../local/twin.ts';

/** Fires all schedules at once and then every so many seconds, until it is stopped. */
export function startTicking(twin: Pick<Twin, 'fire'>, seconds: number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await twin.fire('all');
      await sleep(seconds * 1_000, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
