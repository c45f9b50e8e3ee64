import type { ArticleLog } from '../articles/articleLog.ts';
import type { RecoveryQueue } from './recoveryQueue.ts';
import type { Endpoint } from './endpoint.ts';
import { secondsOf } from '../../platform/values/time.ts';

/**
 * An endpoint was changed: it is to be told of the articles that it asks for no more, and, where it is enabled again,
 * of the withdrawals that it missed. The row says the first until it is done; of the second, whoever asks to enable it
 * again gets an error, and asks again.
 */
export async function tellEnds(
  before: Endpoint,
  { partnerId, id, status, narrowedAt, updatedAt }: Endpoint,
  { recoveries, log }: { recoveries: RecoveryQueue; log: Pick<ArticleLog, 'placeOf'> },
): Promise<void> {
  if (status !== 'enabled') return;
  if (narrowedAt !== undefined) await recoveries.askNarrowing({ partnerId, endpointId: id, narrowedAt });
  if (before.status === 'disabled' && before.disabled) {
    await recoveries.ask({
      partnerId,
      endpointId: id,
      after: await log.placeOf(secondsOf(before.disabled.at)),
      asked: updatedAt,
      only: 'ends',
    });
  }
}
