import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueDepth } from './engines/messageEngine.ts';
import { TwinError } from './twinError.ts';

/** What may still be at work. */
export interface Activity {
  readonly queues: () => readonly string[];
  readonly streams: () => readonly { readonly pending: boolean; readonly table: { readonly id: string } }[];
  readonly functions: readonly { readonly running: number; readonly settings: { readonly id: string } }[];
  /** What went wrong in the twin itself: then it never gets idle. */
  readonly failures: readonly unknown[];
  readonly asyncRunning: () => number;
  /** Events of mails that are yet to be published. */
  readonly mailEvents: () => number;
  readonly depth: (queue: string) => QueueDepth;
}

/** What is at work, in words; empty when all is quiet. Delayed messages are work of another time, as schedules are. */
function busy({ queues, streams, functions, asyncRunning, mailEvents, depth }: Activity): string[] {
  return [
    ...queues().flatMap((queue) => {
      const { visible, inFlight } = depth(queue);
      return visible + inFlight > 0 ? [`${queue} holds ${visible} messages and has ${inFlight} in flight`] : [];
    }),
    ...streams().filter(({ pending }) => pending).map(({ table }) => `records of ${table.id} wait`),
    ...functions.filter(({ running }) => running > 0).map(({ settings }) => `${settings.id} runs`),
    ...(asyncRunning() > 0 ? ['asynchronous invocations run'] : []),
    ...(mailEvents() > 0 ? [`${mailEvents()} events of mails wait`] : []),
  ];
}

/** Resolves when nothing is at work any more. */
export async function untilIdle(activity: Activity, timeoutMs: number): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  let lookMs = 0;
  const look = (): string[] => {
    const began = performance.now();
    const at = busy(activity);
    lookMs = performance.now() - began;
    return at;
  };
  for (let at = look(); at.length > 0; at = look()) {
    if (activity.failures.length > 0) throw new AggregateError(activity.failures, 'The twin failed.');
    if (Date.now() > giveUpAt) throw new TwinError(`The twin is not idle after ${timeoutMs} ms: ${at.join('; ')}.`);
    await sleep(Math.max(5, 20 * lookMs)); // to count tens of thousands of messages takes its time from who works on them
  }
}
