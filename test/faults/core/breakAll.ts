import { live } from './life.ts';
import type { End } from './life.ts';
import { breakAt } from './machine.ts';
import type { Broken } from './machine.ts';
import type { Point } from './points.ts';
import { openStage } from './stage.ts';

/** What a process of the machine is asked for. */
export interface Slice { readonly points: readonly Point[]; readonly whole: End; readonly untilMs: number }

/** Breaks the life at each point, on a twin of its own, for as long as there is time. */
async function breakAll({ points, whole, untilMs }: Slice): Promise<Broken[]> {
  const stage = await openStage();
  try {
    await live(stage); // first starts of workers are not like later ones
    const broken: Broken[] = [];
    for (const point of points) if (Date.now() < untilMs) broken.push(await breakAt(stage, point, whole));
    return broken;
  } finally {
    await stage.stop();
  }
}

process.once('message', (slice: Slice) => {
  void breakAll(slice).then((broken) => { process.send?.(broken, () => { process.disconnect(); }); });
});
