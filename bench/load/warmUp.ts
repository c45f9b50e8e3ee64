import { webhooksOf } from './accounts.ts';
import { warmingSources } from './size.ts';
import type { Stage } from './stage.ts';
import { dueOf } from './stories.ts';

const idleMs = 120_000;

/**
 * A story each of some sources, to endpoints that are all well: workers are started, and no reader's first digest is
 * empty.
 */
export async function warmUp(stage: Stage): Promise<void> {
  const { size, world, twin, endpoints } = stage;
  const sources = Math.min(size.sources, warmingSources);
  const expected = endpoints.reduce(
    (sum, _, index) => sum + webhooksOf(stage, index, dueOf(size, sources, 0)).length,
    0,
  );
  await world.mend(true);
  await world.publish(0);
  await stage.pollNow(sources);
  await twin.fire('all');
  await twin.idle(idleMs);
  await world.mend(false);
  const accepted = (await world.tell()).reduce((sum, { times }) => sum + times.length, 0);
  if (accepted !== expected) throw new Error(`The warm-up made ${accepted} deliveries of ${expected}.`);
}
