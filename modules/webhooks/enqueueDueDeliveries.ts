import { epochSeconds } from '../../platform/values/time.ts';
import type { DeliveriesTable } from './deliveriesTable.ts';
import type { Endpoint } from './endpoint.ts';
import type { EndpointsTable } from './endpointsTable.ts';
import type { DeliveriesQueue } from './queues.ts';

/** An endpoint that answers takes far more than this in a minute. */
const most = 500;
/**
 * One that hangs takes this many in a minute, ten at a time for 15 s: more would lie in the queue, before everybody
 * else's.
 */
const mostOfFailing = 40;

interface Tables {
  readonly ledger: DeliveriesTable;
  readonly endpoints: EndpointsTable;
}

/**
 * Sends what is due again to the deliveries queue. Nothing is written: a delivery stays due until it is tried, and the
 * same one for the same due time is one message.
 * @returns how many deliveries were due, and how many of them were asked for
 */
export async function enqueueDueDeliveries(
  { ledger, endpoints }: Tables,
  queue: DeliveriesQueue,
  now: Date,
): Promise<{ due: number; asked: number }> {
  /** How many of each endpoint may still be asked for. */
  const room = new Map<string, number>();
  const count = { due: 0, asked: 0 };
  for await (const page of ledger.due(epochSeconds(now))) {
    const met = new Map(page.filter(({ endpointId }) => !room.has(endpointId)).map((row) => [row.endpointId, row]));
    const rooms = new Map((await endpoints.getMany([...met.values()])).map((one) => [one.id, roomOf(one)]));
    for (const id of met.keys()) room.set(id, rooms.get(id) ?? most);
    const asked = page.filter(({ endpointId }) => {
      const left = room.get(endpointId) ?? 0;
      room.set(endpointId, left - 1);
      return left > 0;
    });
    await queue.send(
      asked.map(({ partnerId, endpointId, articleId, version, end, dueAt }) => ({
        message: { partnerId, endpointId, articleId, version, end },
        occasion: `due-${dueAt}`,
      })),
    );
    count.due += page.length;
    count.asked += asked.length;
  }
  return count;
}

const roomOf = ({ status, failingSince, ratePerMinute = most }: Endpoint): number =>
  Math.min(ratePerMinute, status === 'enabled' && failingSince !== undefined ? mostOfFailing : most);
