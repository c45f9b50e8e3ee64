import type { Subscriber } from '../subscribers/subscriber.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { ArticleLog } from '../articles/articleLog.ts';
import type { DigestsQueue } from './digestsQueue.ts';
import type { SubscribersTable } from '../subscribers/subscribersTable.ts';

/**
 * Makes a reader's next digest due now, and asks for it: with whatever was announced up to this moment.
 * @returns the reader's row as it is now; nothing is asked for where it is not active
 */
export async function digestNow(
  id: string,
  { subscribers, log, digestsQueue }: { subscribers: SubscribersTable; log: ArticleLog; digestsQueue: DigestsQueue },
  now: Date,
): Promise<Subscriber | undefined> {
  const at = epochSeconds(now);
  const row = await subscribers.change(id, (before) =>
    before.status === 'active' && (before.dueAt === undefined || before.dueAt > at)
      ? { ...before, dueAt: at }
      : undefined,
  );
  if (row?.status === 'active' && row.dueAt !== undefined)
    await digestsQueue.ask([{ subscriberId: id, dueAt: row.dueAt, until: await log.settledEnd(now) }]);
  return row;
}
