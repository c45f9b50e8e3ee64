import { live } from './life.ts';
import type { End } from './life.ts';
import { record, wordsOf } from './points.ts';
import type { Point, Recorded } from './points.ts';
import type { Stage } from './stage.ts';

/** What came of one life with one fault. */
export interface Broken {
  readonly point: Point;
  /** False where the life, which is not the same to the millisecond, came to fewer such calls: it proves nothing then. */
  readonly met: boolean;
  /** What was broken of the promise, in words; none where it held. */
  readonly wrong: readonly string[];
  /** Webhooks that came more than once, beyond those of the life without a fault. */
  readonly repeated: number;
}

/** The life without faults, and every place where it can be broken. */
export async function recordLife(stage: Stage): Promise<Recorded & { whole: End }> {
  await live(stage); // first starts of workers are not like later ones
  let whole: End | undefined;
  const recorded = await record(stage, async () => { whole = await live(stage); });
  return { ...recorded, whole: whole! };
}

/** Runs the life with one fault, lets it settle, and compares. */
export async function breakAt(stage: Stage, point: Point, whole: End): Promise<Broken> {
  const { faults } = stage.caravan.twin;
  const { service, nth, kind } = point;
  if (service === 'http') stage.requests.arm(point.operation, nth, kind);
  else faults.add({ ...point, ...(kind === 'throttle' && { times: 3 }) });
  const end = await live(stage);
  const met = service === 'http' ? !stage.requests.pending : faults.pending === 0;
  faults.clear();
  stage.requests.clear();
  return { point, met, wrong: judge(end, whole, point).map((words) => `${wordsOf(point)}: ${words}`), repeated: sum(end.repeats) - sum(whole.repeats) };
}

const compared = ['rows', 'feed', 'heard', 'ledger', 'mails', 'left'] as const;

/** What of the promise does not hold at the end of a life with a fault, in words. */
export function judge(end: End, whole: End, point: Point): string[] {
  const wrong = compared.filter((part) => JSON.stringify(end[part]) !== JSON.stringify(whole[part])).map((part) => `${part} are ${JSON.stringify(end[part])} and not ${JSON.stringify(whole[part])}`);
  // Only who sends webhooks can send one twice: once more for each that it had sent and not yet written down.
  const allowed = point.function.includes('DeliveringDeliver') ? 1 : 0;
  const repeats = Object.entries(end.mostRepeats).filter(([name, most]) => most > (whole.mostRepeats[name] ?? 0) + allowed).map(([name, most]) => `${name} heard one id ${most + 1} times`);
  return [...wrong, ...repeats];
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);
