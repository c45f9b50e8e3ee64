import { chunks } from '../../../platform/dynamodb/batches.ts';
import type { AnnouncedVersionsTable } from '../../articles/announcedVersions.ts';
import { isEnd, isOfComment } from '../../articles/event.ts';
import { matches } from '../../articles/filter.ts';
import { announcementOf } from '../../articles/view.ts';
import type { DeliveriesTable } from '../deliveriesTable.ts';
import type { Delivery, Narrowing } from '../delivery.ts';
import type { EndpointsTable } from '../endpointsTable.ts';
import type { DeliveriesQueue } from '../queues.ts';

/** Rows of the ledger to a step. */
const stepSize = 200;

export interface NarrowingServices {
  readonly endpoints: EndpointsTable;
  readonly announcedVersions: AnnouncedVersionsTable;
  readonly ledger: DeliveriesTable;
  readonly queue: DeliveriesQueue;
}

/**
 * An endpoint's filter was narrowed: asks for the end of each article that it was sent and does not ask for any more, a
 * part of its ledger at a time, the newest first. What was announced since is not its concern: deliver drops an end
 * that something newer has overtaken.
 * @returns the step after this one; undefined at the ledger's end, when the row says so too, or where the endpoint is
 * disabled
 */
export async function narrowStep(
  { partnerId, endpointId, before, narrowedAt }: Narrowing,
  { endpoints, announcedVersions, ledger, queue }: NarrowingServices,
): Promise<Narrowing | undefined> {
  const endpoint = await endpoints.get(partnerId, endpointId);
  if (endpoint?.status !== 'enabled' || endpoint.narrowedAt === undefined) return undefined;
  // what it passes over is done with
  const rows = await ledger.ofEndpoint({ partnerId, endpointId }, stepSize, before, true);
  const had = [
    ...new Map(
      rows
        .filter(mayHaveCome)
        .toReversed()
        .map((row) => [row.articleId, row]),
    ).values(),
  ];
  const known = (await Promise.all(chunks(had, 100).map((some) => announcedVersions.getMany(some)))).flat();
  const ended = known.filter(({ event, takenBack }) => !takenBack && !matches(endpoint.filter, announcementOf(event)));
  await queue.send(
    ended.map(({ event: { article } }) => ({
      message: { partnerId, endpointId, articleId: article.id, version: article.version, end: true as const },
      occasion: `narrowed-${narrowedAt}`,
    })),
  );
  const last = rows.at(-1);
  if (rows.length === stepSize && last !== undefined)
    // an end stands beside the row of its version
    return { partnerId, endpointId, before: last.end ? last.seq + 1 : last.seq, narrowedAt };
  if (endpoint.narrowedAt === narrowedAt)
    // unless it was changed again meanwhile
    await endpoints.change(endpoint, { narrowedAt: undefined }, true, endpoint.updatedAt);
  return undefined;
}

/** An article that may have come, whose end is not told yet. Its comments go with it. */
const mayHaveCome = ({ type, attempts, unsure, end }: Delivery): boolean =>
  (attempts > 0 || unsure === true) && !isOfComment(type) && !isEnd(type) && !end;
