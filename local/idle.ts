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
 * The work under way, in words; none when there is none. Delayed messages are work of another time, as schedules are.
 * The first word is enough for who asks whether there is any: messages, which take longest to count, come last.
 */
function* busy({ queues, depth, ...others }: Activity): Generator<string> {
  yield* atWork(others);
  for (const queue of queues()) {
    const { visible, inFlight } = depth(queue);
    if (visible + inFlight > 0) yield `${queue} holds ${visible} messages and has ${inFlight} in flight`;
  }
}

/** The same, where messages wait for time alone to bring them back. */
function* moving({ queues, depth, handled, ...others }: Activity): Generator<string> {
  yield* atWork(others);
  if (handled() > 0) yield 'messages are being dealt with';
  for (const queue of queues()) {
    const { visible, blocked, nextBackMs = Infinity } = depth(queue);
    if (visible > blocked || nextBackMs <= Date.now())
      yield `${queue} holds ${visible - blocked} messages, and what is back in a moment`;
  }
}

function* atWork({
  streams,
  functions,
  asyncRunning,
  mailEvents,
  expiring,
}: Pick<Activity, 'streams' | 'functions' | 'asyncRunning' | 'mailEvents' | 'expiring'>): Generator<string> {
  for (const { running, settings } of functions) if (running > 0) yield `${settings.id} runs`;
  if (asyncRunning() > 0) yield 'asynchronous invocations run';
  if (expiring() > 0) yield 'rows expire';
  if (mailEvents() > 0) yield `${mailEvents()} events of mails wait`;
  for (const { pending, table } of streams()) if (pending) yield `records of ${table.id} wait`;
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

async function until(
  look: () => Generator<string>,
  looks: number,
  { failures }: Activity,
  timeoutMs: number,
): Promise<void> {
  const startedMs = performance.now(); // a clock that nobody moves
  for (let seen = 0; ;) {
    const beganMs = performance.now();
    const idle = look().next().done === true;
    const lookMs = performance.now() - beganMs;
    seen = idle ? seen + 1 : 0;
    if (seen === looks) return;
    if (failures.length > 0) throw new AggregateError(failures, 'The twin failed.');
    if (beganMs - startedMs > timeoutMs)
      throw new TwinError(`The twin is not idle after ${timeoutMs} ms: ${[...look()].join('; ')}.`);
    // to count tens of thousands of messages takes its time from who works on them
    await sleep(Math.max(5, 20 * lookMs));
  }
}
