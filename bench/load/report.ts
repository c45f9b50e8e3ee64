import { number, table } from '../report.ts';
import type { BurstFigures } from './burst.ts';
import type { Logged } from './logs.ts';
import type { Memory } from './memory.ts';
import type { Mark, Sample } from './samples.ts';
import type { Size } from './size.ts';

export interface LoadFigures {
  readonly size: Size;
  readonly bursts: readonly BurstFigures[];
  /** What the process held before the first burst. */
  readonly before: Memory;
  readonly samples: readonly Sample[];
  readonly marks: readonly Mark[];
  readonly logs: readonly Logged[];
}

/** The stretch of a burst in the samples, up to the next. */
function stretchOf(
  { samples, marks }: Pick<LoadFigures, 'samples' | 'marks'>,
  burst: number,
): { begun: number; of: Sample[] } {
  const begun = marks.find(({ what }) => what === `burst ${burst}`)?.at ?? 0;
  const ended = marks.find(({ what }) => what === `burst ${burst + 1}`)?.at ?? Infinity;
  return { begun, of: samples.filter(({ at }) => at >= begun && at < ended) };
}

/** The most that a queue held in a burst, and after how many seconds it held nothing any more. */
export function drainOf(
  figures: Pick<LoadFigures, 'samples' | 'marks'>,
  burst: number,
  queue: string,
): { peak: number; drainedAfter: number } {
  const { begun, of } = stretchOf(figures, burst);
  const lastHeld = of.findLastIndex(({ depths }) => (depths[queue] ?? 0) > 0);
  return {
    peak: of.reduce((most, { depths }) => Math.max(most, depths[queue] ?? 0), 0),
    drainedAfter: lastHeld === -1 ? 0 : (of[lastHeld + 1]?.at ?? Infinity) - begun,
  };
}

export const queuesIn = (samples: readonly Sample[]): string[] =>
  Object.keys(samples[0]?.depths ?? {}).filter((queue) => samples.some(({ depths }) => (depths[queue] ?? 0) > 0));

const memoryWords = {
  heap: 'heap of the main thread',
  own: 'memory of the process without mapped files',
  rss: 'resident memory with them',
} as const;

/**
 * Memory is flat where the last burst leaves no more behind than the one before, but for some percent. The first fills
 * what engines and allocators keep.
 */
export function memoryAmiss(bursts: readonly Pick<BurstFigures, 'memory'>[], growth: number): string[] {
  const [before, last] = bursts.slice(-2);
  if (before === undefined || last === undefined) return [];
  return (['heap', 'own'] as const).flatMap((what) => {
    const grown = (last.memory[what] / before.memory[what] - 1) * 100;
    return grown <= growth
      ? []
      : [
          `Memory is not flat: after the last burst the ${memoryWords[what]} is ${number(last.memory[what])} MB, ` +
            `${number(grown, 1)} % more than after the one before; ${growth} % is allowed.`,
        ];
  });
}

/** The figures of a run, in words and tables. */
export const loadReport = ({ size, bursts, before, samples, marks, logs }: LoadFigures): string =>
  [
    `\n${scaleOf(size, bursts[0]?.deliveries ?? 0)}`,
    burstTable(bursts),
    queueTable({ samples, marks }, bursts.length),
    functionTable(logs),
    memoryTable(before, bursts),
  ].join('\n');

const scaleOf = (size: Size, deliveries: number): string =>
  `LOAD: ${size.bursts} bursts through the whole twin, one process. ` +
  `In each, ${number(size.sources)} sources on ${size.hosts} hosts publish ${number(size.articles)} articles at once, ` +
  `and ${number(size.readers)} readers are due within a minute.\n` +
  `${size.endpoints} endpoints: each asks for one of ${size.topics} topics, and each article has one, ` +
  `so that ${number(deliveries)} deliveries follow from a burst, not ${number(size.articles * size.endpoints)}. ` +
  `${size.failing} answer 500 and ${size.hanging} never\n` +
  'answer, until the others have everything; then they are mended, and the time of their retries is let come. ' +
  `Schedules fire each ${size.tickSeconds} s in place of a minute. ` +
  `Deliver has ${size.deliverWorkers} workers, other functions 4.`;

const burstTable = (bursts: readonly BurstFigures[]): string =>
  table(
    [
      'burst',
      'articles',
      'mails',
      'deliveries to the healthy',
      'seconds',
      'a second',
      'of the unwell: pending',
      'in the queue',
      'seconds to make them good',
      'came twice',
    ],
    bursts.map((one, index) => [
      String(index + 1),
      number(one.articles),
      number(one.mails),
      number(one.healthyDeliveries),
      number(one.healthySeconds),
      number(one.healthyDeliveries / one.healthySeconds),
      number(one.pending),
      number(one.queued),
      number(one.restSeconds),
      number(one.repeats),
    ]),
  );

function queueTable(figures: Pick<LoadFigures, 'samples' | 'marks'>, bursts: number): string {
  const numbers = Array.from({ length: bursts }, (_, index) => index + 1);
  return table(
    ['queue', ...numbers.flatMap((burst) => [`burst ${burst}: most messages`, 'empty after, s'])],
    queuesIn(figures.samples).map((queue) => [
      queue,
      ...numbers.flatMap((burst) => {
        const { peak, drainedAfter } = drainOf(figures, burst, queue);
        return [number(peak), number(drainedAfter)];
      }),
    ]),
  );
}

const functionTable = (logs: readonly Logged[]): string =>
  table(
    ['function', 'runs', 'mean, ms', 'lines of log', 'kB of log'],
    logs.map(({ name, runs, milliseconds, lines, bytes }) => [
      name,
      number(runs),
      number(milliseconds / runs),
      number(lines),
      number(bytes / 1_000),
    ]),
  );

const memoryTable = (before: Memory, bursts: readonly BurstFigures[]): string =>
  table(
    [
      'memory after a forced collection and the end of all workers, MB',
      'before',
      ...bursts.map((_, index) => `after burst ${index + 1}`),
    ],
    (['heap', 'own', 'rss'] as const).map((what) => [
      memoryWords[what],
      number(before[what], 1),
      ...bursts.map(({ memory }) => number(memory[what], 1)),
    ]),
  );
