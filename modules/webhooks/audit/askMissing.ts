import type { DeliveriesQueue } from '../deliveriesQueue.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Accounted } from './accounts.ts';

/**
 * Asks for what is missing. Deliver makes each under the id that it always had, and drops what was delivered meanwhile:
 * an endpoint has one worker, so that asking twice is harmless.
 */
export async function askMissing(
  accounts: readonly Pick<Accounted, 'endpoint' | 'missing'>[],
  queue: DeliveriesQueue,
  now: Date,
): Promise<void> {
  const again = { asked: instant(now), how: 'recover' as const };
  await queue.send(
    accounts.flatMap(({ endpoint: { partnerId, id: endpointId }, missing }) =>
      missing.map(({ articleId, version }) => ({
        message: { partnerId, endpointId, articleId, version, again },
        occasion: 'missing',
      })),
    ),
  );
}
