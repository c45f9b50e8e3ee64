import { setTimeout as sleep } from 'node:timers/promises';
import { articlesAmiss, endpointsAmiss, queuesAmiss, restAmiss, webhooksOf } from './accounts.ts';
import { deliverTheRest, rowsOf, unwell } from './ledger.ts';
import { heldMemory } from './memory.ts';
import type { Memory } from './memory.ts';
import { readersAmiss } from './readersAmiss.ts';
import type { Sampling } from './samples.ts';
import { kindOf } from './size.ts';
import type { Stage } from './stage.ts';
import { dueOf } from './stories.ts';
import { startTicking } from './ticking.ts';

export interface BurstFigures {
  readonly articles: number;
  readonly deliveries: number;
  readonly healthyDeliveries: number;
  readonly mails: number;
  /** Until every healthy endpoint and every reader had everything. */
  readonly healthySeconds: number;
  /** Of the unwell endpoints, at that moment. */
  readonly pending: number;
  readonly queued: number;
  /** From then on, until those had everything too: they were mended, and the time of each retry was let come. */
  readonly restSeconds: number;
  readonly repeats: number;
  /** What is not as promised, in words. */
  readonly amiss: readonly string[];
  /** After all of it. */
  readonly memory: Memory;
}

const [readersAfterSeconds, readersOverSeconds] = [30, 60];
/** A reader who is due before there is news is due again tomorrow: when nothing has moved for so long, it is made now. */
const dueAgainAfterMs = 20_000;
/**
 * Longer than anything waits by itself: SES's events are waited for ten minutes, and SQS knows a message again for
 * five.
 */
const stallMs = 960_000;
const idleMs = 600_000;

/**
 * All sources publish at once, readers are due, and some endpoints are unwell; then those are mended. Everything is
 * accounted for at both ends.
 */
export async function runBurst(stage: Stage, sampling: Sampling, burst: number): Promise<BurstFigures> {
  const { size, world, twin, endpoints, readers } = stage;
  const due = dueOf(size, size.sources, burst);
  const posts = endpoints.map((_, index) => webhooksOf(stage, index, due).length);
  const sum = (of: (index: number) => boolean) =>
    posts.reduce((total, count, index) => total + (of(index) ? count : 0), 0);
  const healthy = sum((index) => kindOf(size, index) === 'healthy');
  const ofEarlier = new Map(
    await Promise.all(
      unwell(stage).map(async (endpoint) => [endpoint.id, (await rowsOf(stage, endpoint)).length] as const),
    ),
  );

  await world.publish(burst);
  await stage.mailNow(readers, readersOverSeconds, readersAfterSeconds);
  await stage.pollNow(size.sources);
  sampling.mark(`burst ${burst}`);
  const begun = sampling.seconds();
  const ticking = startTicking(twin, size.tickSeconds);
  try {
    const stalled = await untilDone(stage, healthy, sampling);
    const healthySeconds = sampling.seconds() - begun;
    const rest = await restAmiss(stage, due, ofEarlier);
    await world.mend(true);
    sampling.mark('mended');
    const mended = sampling.seconds();
    await ticking.stop(); // nobody else may sweep while rows are made due
    await deliverTheRest(stage, idleMs);
    const restSeconds = sampling.seconds() - mended;
    await world.mend(false);
    await twin.idle(idleMs);
    const all = Array.from({ length: burst }, (_, index) => dueOf(size, size.sources, index + 1)).flat();
    const { amiss, repeats } = await endpointsAmiss(stage, due);
    return {
      articles: due.length,
      deliveries: sum(() => true),
      healthyDeliveries: healthy,
      mails: readers.length,
      healthySeconds,
      pending: rest.pending,
      queued: rest.queued,
      restSeconds,
      repeats,
      amiss: [
        ...stalled,
        ...rest.amiss,
        ...amiss,
        ...(await articlesAmiss(stage, due)),
        ...(await readersAmiss(stage, [...dueOf(size, size.sources, 0), ...all], burst)),
        ...queuesAmiss(stage),
      ],
      memory: await heldMemory(twin),
    };
  } finally {
    await ticking.stop();
  }
}

/** @returns a complaint where nothing moves for some minutes: the accounts that follow say what is missing */
async function untilDone(stage: Stage, healthy: number, { samples }: Sampling): Promise<string[]> {
  const { world, mails, readers } = stage;
  let [moved, asked, state] = [performance.now(), performance.now(), ''];
  while (world.counts.healthy < healthy || mails.count < readers.length) {
    await sleep(200);
    const now = JSON.stringify([samples.at(-1)?.accepted, samples.at(-1)?.mails]);
    if (now !== state) [moved, asked, state] = [performance.now(), performance.now(), now];
    if (performance.now() - asked > dueAgainAfterMs) {
      await stage.mailNow(await stage.dueTomorrow(), 0);
      asked = performance.now();
    }
    if (performance.now() - moved > stallMs)
      return [
        `Nothing had moved for ${stallMs / 1_000} s, with ${JSON.stringify(samples.at(-1)?.depths)} in the queues.`,
      ];
  }
  return [];
}
