import { digestNow } from '../../digests/enqueueDueDigests.ts';
import { secondsOf } from '../../../platform/values/time.ts';
import type { Deployment } from '../deployment.ts';
import type { Replay } from './replay.ts';

const looked = 60;

/**
 * Readers whose last digests SES refused for good get what these would have told, now. Whoever was sent a later digest
 * is left alone: going back would tell its stories twice.
 */
export const replayDigests: Replay = async (deployment, { since, dryRun }) => {
  let [asked, left] = [0, 0];
  for await (const { id, status } of deployment.subscribers.all()) {
    if (status !== 'active') continue;
    const recent = (await deployment.digests.ofSubscriber(id, looked)).filter(({ dueAt }) => dueAt >= secondsOf(since));
    if (!recent.some((digest) => digest.status === 'failed')) continue;
    const lastTold = recent.findIndex((digest) => digest.status !== 'failed');
    const refused = lastTold === -1 ? recent : recent.slice(0, lastTold);
    const from = refused.at(-1)?.since;
    if (from === undefined) {
      left += 1;
      continue;
    }
    if (!dryRun) await tellFrom(deployment, id, from);
    asked += 1;
  }
  return { asked, left, leftBecause: 'had a later digest' };
};

async function tellFrom(deployment: Deployment, id: string, readTo: number): Promise<void> {
  await deployment.subscribers.change(id, (row) =>
    row.status === 'active' && row.readTo > readTo ? { ...row, readTo, toldAhead: undefined } : undefined,
  );
  await digestNow(id, deployment, new Date());
}
