import { memoryNow } from './memory.ts';
import type { Memory } from './memory.ts';
import type { Stage } from './stage.ts';

/** What was seen at one moment. */
export interface Sample {
  /** Seconds since the first. */
  readonly at: number;
  /** Messages in each queue, in whatever state. */
  readonly depths: Readonly<Record<string, number>>;
  /** Posts that an endpoint accepted, since the burst began. */
  readonly accepted: number;
  readonly mails: number;
  readonly memory: Memory;
}

/** A moment with a name. */
export interface Mark {
  readonly at: number;
  readonly what: string;
}

/** What the queues are called; those of dead letters count as one. */
export const queueName = (id: string): string =>
  /DeadLetters/.test(id)
    ? 'dead letters'
    : (
        /(Polls|Fanout|Deliveries|Confirmations|Digests|Events)(?:Queue)?[0-9A-F]{8}$/.exec(id)?.[1] ?? id
      ).toLowerCase();

const everyMs = 1_000;
/** Samples to a line of progress, for who waits. */
const progressEvery = 15;
const progressOf = ({ at, depths, accepted, mails, memory }: Sample): string =>
  `${at.toFixed(0)} s: ${accepted} deliveries, ${mails} mails, ${memory.own.toFixed(0)} MB; ${
    Object.entries(depths)
      .filter(([, depth]) => depth > 0)
      .map(([queue, depth]) => `${queue} ${depth}`)
      .join(', ') || 'queues are empty'
  }`;

/** Takes a sample each second until it is stopped. */
export function startSampling({ twin, world, mails }: Pick<Stage, 'twin' | 'world' | 'mails'>) {
  const samples: Sample[] = [];
  const marks: Mark[] = [];
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1_000;
  const queues = twin.stack.ofType('AWS::SQS::Queue').map(({ id }) => ({ id, name: queueName(id) }));
  const look = (): Sample => {
    const depths: Record<string, number> = {};
    for (const { id, name } of queues) {
      const { visible, inFlight, delayed } = twin.depth(id);
      depths[name] = (depths[name] ?? 0) + visible + inFlight + delayed;
    }
    const { healthy, others } = world.counts;
    const sample = { at: seconds(), depths, accepted: healthy + others, mails: mails.count, memory: memoryNow() };
    samples.push(sample);
    if (samples.length % progressEvery === 0) console.error(progressOf(sample));
    return sample;
  };
  const timer = setInterval(look, everyMs);
  return {
    samples,
    marks,
    look,
    seconds,
    mark: (what: string): void => {
      marks.push({ at: seconds(), what });
    },
    stop: (): void => {
      clearInterval(timer);
    },
  };
}
export type Sampling = ReturnType<typeof startSampling>;
