import { SimulatedTime } from '../../../local/simulatedTime.ts';
import { nothingIn } from '../breach.ts';
import { openStage } from '../stage.ts';
import type { Stage } from '../stage.ts';
import { live } from './life.ts';
import type { End } from './end.ts';
import { breakAt } from './machine.ts';
import type { Broken } from './machine.ts';
import type { Point } from './points.ts';

/** A twin on which one life has passed: first starts of workers are not like later ones. */
async function open(time: SimulatedTime): Promise<Stage> {
  const stage = await openStage(time);
  await live(stage);
  return stage;
}

/** Breaks the life at each point, for as long as there is time, on one twin after the other where a run comes to nothing. */
export async function* breakAll(points: readonly Point[], whole: End, forMs: number): AsyncGenerator<Broken> {
  const startedMs = performance.now();
  const time = new SimulatedTime();
  let opening: Promise<Stage> | undefined;
  try {
    for (const point of points) {
      if (performance.now() - startedMs >= forMs) return;
      try {
        yield await breakAt(await (opening ??= open(time)), point, whole);
      } catch (error) {
        const nothing = nothingIn(error);
        if (nothing === undefined) throw error;
        const stopped = opening;
        opening = undefined;
        await (await stopped)?.stop();
        yield { point, met: false, breaches: [], repeats: 0, nothing };
      }
    }
  } finally {
    await (await opening)?.stop();
  }
}
