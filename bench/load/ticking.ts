import { setTimeout as sleep } from 'node:timers/promises';
import { schedulesOf } from '../../local/sources/schedule.ts';
import type { Twin } from '../../local/twin.ts';

const minuteMs = 60_000;

/**
 * Fires all schedules at once, then those of a minute every so many seconds and the others in proportion, until it is
 * stopped.
 */
export function startTicking(twin: Pick<Twin, 'fire' | 'stack'>, seconds: number): { stop(): Promise<void> } {
  const schedules = schedulesOf(twin.stack).map(({ id, everyMs }) => ({ id, ticks: Math.ceil(everyMs / minuteMs) }));
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    for (let tick = 0; !stopping.signal.aborted; tick++) {
      const due = schedules.filter(({ ticks }) => tick % ticks === 0);
      await Promise.all(due.map(({ id }) => twin.fire(id)));
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
