import { allShards } from '../../platform/dynamodb/dueIndex.ts';
import type { Sweep } from '../../platform/runtime/sweepHandler.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { SubscribersTable } from '../subscribers/subscribersTable.ts';
import { dueAgain } from '../subscribers/subscription.ts';

/** A digest that has been due for so long is late, whatever the pace of mail. */
const overdueSeconds = 3_600;

/** Logs and counts what the reconciler finds among readers. */
export const sweepReaders: Sweep<{ readonly subscribers: SubscribersTable }> = async (
  { subscribers, logger },
  now,
  countSome,
) => {
  const { found, overdue } = await reconcileReaders(subscribers, now);
  for (const { id: subscriberId, dueAt } of found) logger.warn('a reader was in no due index', { subscriberId, dueAt });
  countSome('ReadersWithoutDueTime', found.length);
  countSome('DigestsOverdue', overdue);
};

/**
 * Gives active readers who stand in no due index their due time back: nobody would ever ask for their digests again.
 * Readers' rows are read for it, a part of them each hour, so that sixteen hours see all. Readers who stand in the
 * index are asked for every minute, however late: these are counted, and need nothing else.
 */
async function reconcileReaders(
  subscribers: SubscribersTable,
  now: Date,
): Promise<{ found: readonly Subscriber[]; overdue: number }> {
  const at = epochSeconds(now);
  const shard = allShards[Math.floor(at / 3_600) % allShards.length]!;
  const found: Subscriber[] = [];
  for await (const reader of subscribers.neverDue(shard)) {
    const next = dueAgain(reader, now);
    const written = next && (await subscribers.put(next, reader)); // whoever was faster wrote the due time too
    if (written) found.push(written);
  }
  return { found, overdue: await subscribers.overdue(plusSeconds(at, -overdueSeconds)) };
}
