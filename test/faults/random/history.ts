import fc from 'fast-check';
import type { FaultKind } from '../../../local/gateway/faults.ts';

/** What happens in a random life, a step after the other. Small numbers name things, so that a history reads and shrinks well. */
export type Step =
  /** A publisher writes a story, or corrects the one it has; an embargo, of an hour and a half, can only begin a story. */
  | { readonly do: 'write'; readonly by: Publisher; readonly story: number; readonly embargoed: boolean }
  | { readonly do: 'withdraw'; readonly by: Publisher; readonly story: number }
  /** The publisher's next answers are of no use. */
  | { readonly do: 'flap'; readonly by: Publisher; readonly answer: 404 | 429 | 500 | 503 | 'cut' | 'nonsense' | 'empty'; readonly times: number }
  | { readonly do: 'pass'; readonly minutes: number }
  /** All schedules run, twice at once where two schedulers are up. */
  | { readonly do: 'tick'; readonly twice: boolean }
  /** All schedules run, and the clock jumps while they do. */
  | { readonly do: 'jump'; readonly seconds: number }
  /** All schedules run, and the partner's site that pulls asks time and again while they do. */
  | { readonly do: 'pull' }
  /** A function is put up anew, on hosts whose clocks are off. */
  | { readonly do: 'deploy'; readonly of: number; readonly skewSeconds: number }
  /** One of the next calls of a function meets a fault. */
  | { readonly do: 'break'; readonly of: number; readonly nth: number; readonly kind: FaultKind }
  /** One of the next requests to a server outside meets a fault. */
  | { readonly do: 'cut'; readonly server: typeof servers[number]; readonly nth: number; readonly kind: FaultKind }
  /** One of the next calls of the pollers gets lost. */
  | { readonly do: 'lose'; readonly call: 'receive' | 'delete' | 'checkpoint'; readonly nth: number }
  /** A message comes that nobody can read. */
  | { readonly do: 'poison'; readonly queue: number }
  /** Somebody empties a queue. */
  | { readonly do: 'purge'; readonly queue: number }
  /** The feed program renews what it has subscribed to. */
  | { readonly do: 'renew' }
  /** Who is new does what comes next: signs up, confirms, or leaves where that got no answer. */
  | { readonly do: 'goOn' }
  /** A reader wants no more; the last of them is who is new. */
  | { readonly do: 'leave'; readonly reader: number };
export type History = readonly Step[];
export type Publisher = 'north' | 'south';

const servers = ['north', 'south', 'healthy', 'flaky', 'slow', 'program', 'callback', 'hub'] as const;
const storiesOf = 4;

const by = fc.constantFrom<Publisher>('north', 'south');
const story = fc.nat(storiesOf - 1);
const step = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });
const steps = fc.oneof(
  step(5, fc.record({ do: fc.constant('write' as const), by, story, embargoed: fc.nat(4).map((number) => number === 4) })),
  step(2, fc.record({ do: fc.constant('withdraw' as const), by, story })),
  step(2, fc.record({ do: fc.constant('flap' as const), by, answer: fc.constantFrom<Extract<Step, { do: 'flap' }>['answer']>(500, 503, 429, 404, 'cut', 'nonsense', 'empty'), times: fc.integer({ min: 1, max: 3 }) })),
  step(2, fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(1, 4, 7, 11, 25, 70, 600) })),
  step(6, fc.record({ do: fc.constant('tick' as const), twice: fc.boolean() })),
  step(1, fc.record({ do: fc.constant('jump' as const), seconds: fc.constantFrom(-45, 20, 90, 280) })),
  step(2, fc.record({ do: fc.constant('pull' as const) })),
  step(1, fc.record({ do: fc.constant('deploy' as const), of: fc.nat(), skewSeconds: fc.integer({ min: -20, max: 20 }) })),
  step(6, fc.record({ do: fc.constant('break' as const), of: fc.nat(), nth: fc.integer({ min: 1, max: 20 }), kind: fc.constantFrom<FaultKind>('fail', 'throttle', 'timeout-before', 'timeout-after', 'kill-before', 'kill-after', 'late') })),
  step(2, fc.record({ do: fc.constant('cut' as const), server: fc.constantFrom(...servers), nth: fc.integer({ min: 1, max: 4 }), kind: fc.constantFrom<FaultKind>('timeout-before', 'timeout-after', 'kill-before', 'kill-after') })),
  step(3, fc.record({ do: fc.constant('lose' as const), call: fc.constantFrom('receive', 'delete', 'checkpoint'), nth: fc.integer({ min: 1, max: 6 }) })),
  step(1, fc.record({ do: fc.constant('poison' as const), queue: fc.nat() })),
  step(1, fc.record({ do: fc.constant('purge' as const), queue: fc.nat() })),
  step(1, fc.record({ do: fc.constant('renew' as const) })),
  step(3, fc.record({ do: fc.constant('goOn' as const) })),
  step(1, fc.record({ do: fc.constant('leave' as const), reader: fc.nat(2) })),
);

/** A day that begins as every day does, and then anything. */
export const histories: fc.Arbitrary<History> = fc.array(steps, { minLength: 8, maxLength: 30, size: 'max' })
  .map((rest) => [{ do: 'write', by: 'north', story: 0, embargoed: false }, { do: 'write', by: 'south', story: 0, embargoed: false }, { do: 'tick', twice: false }, { do: 'goOn' }, ...rest]);

/** A history on one line a step, to read, and to paste into a test. */
export const linesOf = (history: History): string => `[\n${history.map((one) => `  ${JSON.stringify(one)},`).join('\n')}\n]`;
