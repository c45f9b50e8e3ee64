import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueDepth } from './engines/messageEngine.ts';
import { TwinError } from './twinError.ts';

/** Everything that may still be at work. */
export interface Activity {
  readonly queues: () => readonly string[];
  readonly streams: () => readonly { readonly pending: boolean; readonly table: { readonly id: string } }[];
  readonly functions: readonly { readonly running: number; readonly settings: { readonly id: string } }[];
  /** Errors of the twin itself. With one it never gets idle. */
  readonly failures: readonly unknown[];
  readonly asyncRunning: () => number;
  /** Batches of messages that are being dealt with. */
  readonly handled: () => number;
  /** Events of mails that are yet to be published. */
  readonly mailEvents: () => number;
  /** Looks for rows whose time to live is over. */
  readonly expiring: () => number;
  readonly depth: (queue: string) => QueueDepth;
}

/**
 * The work under way, in words; empty when there is none. Delayed messages are work of another time, as schedules are.
 */
function busy({ queues, depth, ...others }: Activity): string[] {
  return [
    ...queues().flatMap((queue) => {
      const { visible, inFlight } = depth(queue);
      return visible + inFlight > 0 ? [`${queue} holds ${visible} messages and has ${inFlight} in flight`] : [];
    }),
    ...atWork(others),
  ];
}

/** The same, where messages wait for time alone to bring them back. */
function moving({ queues, depth, handled, ...others }: Activity): string[] {
  return [
    ...queues().flatMap((queue) => {
      const { visible, blocked, nextBackMs = Infinity } = depth(queue);
      return visible > blocked || nextBackMs <= Date.now()
        ? [`${queue} holds ${visible - blocked} messages, and what is back in a moment`]
        : [];
    }),
    ...(handled() > 0 ? ['messages are being dealt with'] : []),
    ...atWork(others),
  ];
}

function atWork({
  streams,
  functions,
  asyncRunning,
  mailEvents,
  expiring,
}: Pick<Activity, 'streams' | 'functions' | 'asyncRunning' | 'mailEvents' | 'expiring'>): string[] {
  return [
    ...streams()
      .filter(({ pending }) => pending)
      .map(({ table }) => `records of ${table.id} wait`),
    ...functions.filter(({ running }) => running > 0).map(({ settings }) => `${settings.id} runs`),
    ...(asyncRunning() > 0 ? ['asynchronous invocations run'] : []),
    ...(expiring() > 0 ? ['rows expire'] : []),
    ...(mailEvents() > 0 ? [`${mailEvents()} events of mails wait`] : []),
  ];
}

/** Resolves when nothing is at work any more. */
export const untilIdle = (activity: Activity, timeoutMs: number): Promise<void> =>
  until(() => busy(activity), 1, activity, timeoutMs);

/**
 * A message that is taken is for a moment neither in its queue nor with its function: it must be quiet for some
 * moments.
 */
const quietLooks = 4;

/** Resolves when nothing goes on unless time passes. */
export const untilQuiet = (activity: Activity, timeoutMs: number): Promise<void> =>
  until(() => moving(activity), quietLooks, activity, timeoutMs);

async function until(look: () => string[], looks: number, { failures }: Activity, timeoutMs: number): Promise<void> {
  const startedMs = performance.now(); // a clock that nobody moves
  for (let seen = 0; ;) {
    const beganMs = performance.now();
    const at = look();
    const lookMs = performance.now() - beganMs;
    seen = at.length > 0 ? 0 : seen + 1;
    if (seen === looks) return;
    if (failures.length > 0) throw new AggregateError(failures, 'The twin failed.');
    if (beganMs - startedMs > timeoutMs)
      throw new TwinError(`The twin is not idle after ${timeoutMs} ms: ${at.join('; ')}.`);
    // to count tens of thousands of messages takes its time from who works on them
    await sleep(Math.max(5, 20 * lookMs));
  }
}
