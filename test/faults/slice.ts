import { breakAt, recordLife } from './machine.ts';
import type { Broken } from './machine.ts';
import { everyPoint, spread } from './points.ts';
import { openStage } from './stage.ts';

/** What a process of the machine is asked for: every how-many-eth point, from which on, until when. */
export interface Slice { readonly every: boolean; readonly from: number; readonly step: number; readonly untilMs: number }
export interface SliceDone { readonly places: number; readonly points: number; readonly broken: readonly Broken[] }

/** A prime, so that who is cut off in the middle has seen all parts alike. */
const stride = 7_919;

/** Breaks the life at each point of a slice, on a twin of its own. */
async function runSlice({ every, from, step, untilMs }: Slice): Promise<SliceDone> {
  const stage = await openStage();
  try {
    const { whole, places } = await recordLife(stage);
    const points = every ? everyPoint(places) : spread(places);
    const broken: Broken[] = [];
    for (let index = from; index < points.length && Date.now() < untilMs; index += step) {
      broken.push(await breakAt(stage, points[(index * stride) % points.length]!, whole));
    }
    return { places: places.length, points: points.length, broken };
  } finally {
    await stage.stop();
  }
}

process.once('message', (slice: Slice) => {
  void runSlice(slice).then((done) => { process.send?.(done, () => { process.disconnect(); }); });
});
