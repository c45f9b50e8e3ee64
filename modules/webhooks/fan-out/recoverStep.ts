import type { ArticleLog, LogEntry } from '../../articles/articleLog.ts';
import { isEnd } from '../../articles/event.ts';
import { viewFor } from '../../articles/view.ts';
import type { DeliveriesTable } from '../deliveriesTable.ts';
import type { Recovery } from '../delivery.ts';
import type { EndpointsTable } from '../endpointsTable.ts';
import type { DeliveriesQueue } from '../queues.ts';
import { sortByLedger } from '../replay.ts';

/** Entries of the log to a step: their ledger rows are read in a few calls, within one run of the function. */
const stepSize = 500;

export interface RecoveryServices {
  readonly endpoints: EndpointsTable;
  readonly log: ArticleLog;
  readonly ledger: DeliveriesTable;
  readonly queue: DeliveriesQueue;
}

/**
 * Sends an endpoint the next part of what it has not had, in the log's order. An endpoint that is disabled meanwhile
 * ends it.
 * @returns the step after this one; undefined at the log's end
 */
export async function recoverStep(
  { partnerId, endpointId, after, asked, only, found: foundBefore = 0 }: Recovery,
  { endpoints, log, ledger, queue }: RecoveryServices,
): Promise<Recovery | undefined> {
  const endpoint = await endpoints.get(partnerId, endpointId);
  if (endpoint?.status !== 'enabled') {
    const end = { asked, count: foundBefore, end: true };
    if (endpoint && only === undefined) await endpoints.change(endpoint, { recoveryFound: end }, true);
    return undefined;
  }
  // Entries that publish is just writing come by fan-out, as the endpoint is enabled.
  const { entries, end } = await log.readUnsettled(after, stepSize);
  const isEndTold = (entry: LogEntry) => isEnd(viewFor(endpoint, entry) ?? 'article.published');
  const wanted = only === 'ends' ? entries.filter(isEndTold) : entries;
  const { lacking } = await sortByLedger(endpoint, wanted, ledger);
  const again = { asked, how: 'recover' as const };
  const found = foundBefore + lacking.length;
  const last = entries.at(-1);
  const isOver = end || last === undefined;
  // before any of it is tried
  if (only === undefined)
    await endpoints.change(endpoint, { recoveryFound: { asked, count: found, end: isOver } }, true);
  await queue.send(
    lacking.map(({ articleId, version }, index) => ({
      message: {
        partnerId,
        endpointId,
        articleId,
        version,
        again: only === undefined && index === lacking.length - 1 ? { ...again, tried: found } : again,
      },
      occasion: asked,
    })),
  );
  return isOver ? undefined : { partnerId, endpointId, after: last.seq, asked, only, found };
}
