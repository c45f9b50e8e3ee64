import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { environmentOf } from '../local/lambda/environment.ts';
import { startCaravan } from '../test/helpers/caravan.ts';
import { startReceiver } from '../test/helpers/receiver.ts';
import { builtFunctions } from './builtFunctions.ts';
import { firstEvents } from './firstEvents.ts';
import { inTurn } from './inTurn.ts';
import { startMadePublisher } from './madePublisher.ts';

export interface ColdStartFigures {
  readonly function: string;
  /** Processor time from the start of the process, all threads. */
  readonly loadedMs: number;
  readonly invokedMs: number;
  /** What it takes longer than an empty function. */
  readonly loadedBeyondEmptyMs: number;
  readonly invokedBeyondEmptyMs: number;
}

interface Sample {
  readonly loadedMs: number;
  readonly invokedMs: number;
}

const rounds = 15;
const folder = import.meta.dirname;
const sourceId = 'measured';

/**
 * Starts each function's bundle, and an empty one, in fresh processes by turns; their AWS calls go to the twin's
 * gateway.
 */
export async function measureColdStarts(): Promise<ColdStartFigures[]> {
  const [caravan, publisher, receiver] = await Promise.all([
    startCaravan({ mail: { maxSendRate: 500 } }),
    startMadePublisher(),
    startReceiver(),
  ]);
  try {
    await caravan.add(sourceId, publisher.url);
    const functions = builtFunctions(caravan.twin.stack);
    const events = await firstEvents(caravan, sourceId, receiver);
    const [empty = [], ...samples] = await inTurn(rounds, [
      () => coldStart(join(folder, 'emptyFunction.mjs'), {}, {}),
      ...functions.map(
        ({ name, settings }) =>
          async () =>
            coldStart(
              join(settings.root, 'index.mjs'),
              environmentOf(settings, 0, caravan.twin.endpoint),
              await eventFor(name, events),
            ),
      ),
    ]);
    const base = least(empty);
    return [
      figures('(empty)', base, base),
      ...functions.map(({ name }, index) => figures(name, least(samples[index]!), base)),
    ];
  } finally {
    await Promise.all([caravan.stop(), publisher.stop(), receiver.stop()]);
  }
}

function eventFor(name: string, events: Readonly<Record<string, () => Promise<object>>>): Promise<object> {
  const event = events[name];
  if (!event) throw new Error(`bench/firstEvents.ts has no event for ${name}.`);
  return event();
}

/** The shortest run: other work on the machine may double a median, and makes no run shorter. */
const least = (samples: readonly Sample[]): Sample => ({
  loadedMs: Math.min(...samples.map(({ loadedMs }) => loadedMs)),
  invokedMs: Math.min(...samples.map(({ invokedMs }) => invokedMs)),
});

const figures = (name: string, { loadedMs, invokedMs }: Sample, empty: Sample): ColdStartFigures => ({
  function: name,
  loadedMs,
  invokedMs,
  loadedBeyondEmptyMs: loadedMs - empty.loadedMs,
  invokedBeyondEmptyMs: invokedMs - empty.invokedMs,
});

async function coldStart(bundle: string, env: Readonly<Record<string, string>>, event: object): Promise<Sample> {
  const child = spawn(
    process.execPath,
    [join(folder, 'coldStart.mjs'), pathToFileURL(bundle).href, JSON.stringify(event)],
    {
      env: { ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    },
  );
  const [said, complaint] = await Promise.all([
    text(child.stdio[3] as Readable),
    text(child.stderr!),
    once(child, 'close'),
  ]);
  if (said === '') throw new Error(`The cold start of ${bundle} failed:\n${complaint}`);
  const [loadedMs = 0, invokedMs = 0] = (JSON.parse(said) as number[]).map((microseconds) => microseconds / 1_000);
  return { loadedMs, invokedMs };
}
