import type { DeliveriesQueue } from '../shared/aws/deliveriesQueue.ts';
import type { DeliveriesTable } from '../shared/aws/deliveriesTable.ts';
import { epochSeconds } from '../shared/domain/time.ts';

/** An endpoint that answers takes far more than this in a minute; one that hangs must not fill the queue. */
const perEndpoint = 500;

/**
 * Sends what is due again to the deliveries queue. Nothing is written: a delivery stays due until it is tried, and the
 * same one for the same due time is one message.
 * @returns how many deliveries were asked for
 */
export async function enqueueDue(ledger: DeliveriesTable, queue: DeliveriesQueue, now: Date): Promise<number> {
  const asked = new Map<string, number>();
  for await (const page of ledger.due(epochSeconds(now))) {
    const due = page.filter(({ endpointId }) => {
      asked.set(endpointId, (asked.get(endpointId) ?? 0) + 1);
      return asked.get(endpointId)! <= perEndpoint;
    });
    await queue.send(due.map(({ partnerId, endpointId, articleId, version, dueAt }) => ({ message: { partnerId, endpointId, articleId, version }, occasion: `due-${dueAt}` })));
  }
  return [...asked.values()].reduce((sum, count) => sum + Math.min(count, perEndpoint), 0);
}
