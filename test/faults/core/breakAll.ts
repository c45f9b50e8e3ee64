import { SimulatedTime } from '../../../local/simulatedTime.ts';
import { openStage } from '../stage.ts';
import { live } from './life.ts';
import type { End } from './end.ts';
import { breakAt } from './machine.ts';
import type { Broken } from './machine.ts';
import type { Point } from './points.ts';

/** Breaks the life at each point, on a twin of its own, for as long as there is time. */
export async function* breakAll(points: readonly Point[], whole: End, forMs: number): AsyncGenerator<Broken> {
  const startedMs = performance.now();
  const stage = await openStage(new SimulatedTime());
  try {
    await live(stage); // first starts of workers are not like later ones
    for (const point of points) if (performance.now() - startedMs < forMs) yield await breakAt(stage, point, whole);
  } finally {
    await stage.stop();
  }
}
