import { chunks } from '../../../platform/dynamodb/batches.ts';
import type { Sweep } from '../../../platform/runtime/sweepHandler.ts';
import { epochSeconds, plusSeconds, secondsOf } from '../../../platform/values/time.ts';
import type { ArticleLog, LogEntry } from '../../articles/articleLog.ts';
import { viewFor } from '../../articles/view.ts';
import { isOwed } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import type { EndpointsTable } from '../endpointsTable.ts';
import type { DeliveriesQueue, RecoveryQueue } from '../queues.ts';
import type { ReconcileMarks } from '../reconcileMarks.ts';
import { accountsOf, askMissing, missedFrom } from './accounts.ts';
import type { AuditTables } from './accounts.ts';

export interface ReconcileServices extends AuditTables {
  readonly endpoints: EndpointsTable;
  readonly log: ArticleLog;
  readonly marks: ReconcileMarks;
  readonly queue: DeliveriesQueue;
  readonly recoveries: Pick<RecoveryQueue, 'askNarrowing'>;
}

/** An endpoint, and up to where everything is accounted for; `clear` until something is found missing. */
interface Walk {
  readonly endpoint: Endpoint;
  mark: number;
  clear: boolean;
  /** How many deliveries were missing. */
  missing: number;
}

/** As long as retries go on by themselves; what is older, a recovery reaches. */
const reachSeconds = 3 * 86_400;
/**
 * A page of the log; beside it the ledgers of so many endpoints: their rows are in memory at one time, and their marks
 * are one write.
 */
const page = 500;
const atOnce = 25;
/**
 * Messages that still lie in the queue of an endpoint that hangs are asked for in vain: they must not fill the queue.
 */
const mostAsked = 500;
/** Room for one more step. */
const neededMs = 30_000;

/** Logs and counts the deliveries that wait, and those that were missing. */
export const sweepDeliveries: Sweep<ReconcileServices> = async (
  { logger, remainingMs, ...services },
  now,
  countSome,
) => {
  countSome('DeliveriesPending', await services.ledger.pending());
  const { missing, done } = await reconcileLedgers(services, now, remainingMs);
  for (const { endpoint, missing: count } of missing)
    logger.warn('deliveries were missing', { partnerId: endpoint.partnerId, endpointId: endpoint.id, count });
  countSome(
    'DeliveriesMissing',
    missing.reduce((sum, { missing: count }) => sum + count, 0),
  );
  if (!done) logger.warn('the time did not suffice: the next run goes on');
};

/**
 * Walks the log with every enabled endpoint, each from its own mark on, and asks for what nobody will bring any more. A
 * mark stays before the first that was missing, so that the next run sees whether it came. A run may die anywhere: the
 * next does again what was not marked.
 * @returns where deliveries were missing; `done` is false where the time did not suffice, and the next run goes on
 */
export async function reconcileLedgers(
  parts: ReconcileServices,
  now: Date,
  remainingMs: () => number,
): Promise<{ missing: readonly Pick<Walk, 'endpoint' | 'missing'>[]; done: boolean }> {
  const walks = await begin(parts, now);
  const ended = (done: boolean) => ({ missing: walks.filter(({ missing }) => missing > 0), done });
  if (walks.length === 0) return ended(true);
  for (let after = walks.reduce((least, { mark }) => Math.min(least, mark), Infinity); ;) {
    const { entries, end } = await parts.log.read(after, page, now);
    const young = entries.findIndex(({ loggedAt }) => loggedAt >= missedFrom(now));
    const old = young === -1 ? entries : entries.slice(0, young);
    const last = old.at(-1)?.seq ?? after;
    for (const some of chunks(
      walks.filter(({ mark }) => mark < last),
      atOnce,
    )) {
      if (remainingMs() < neededMs) return ended(false);
      await step(some, old, last, parts, now);
    }
    if (end || young !== -1) return ended(true);
    after = last;
  }
}

async function begin({ endpoints, marks, log, recoveries }: ReconcileServices, now: Date): Promise<Walk[]> {
  const enabled = (await endpoints.all()).filter(({ status }) => status === 'enabled');
  if (enabled.length === 0) return [];
  await goOnNarrowing(enabled, recoveries, now);
  const [known, floor] = await Promise.all([marks.all(), log.placeOf(plusSeconds(epochSeconds(now), -reachSeconds))]);
  return enabled.map((endpoint) => ({
    endpoint,
    mark: Math.max(known.get(endpoint.id) ?? 0, floor),
    clear: true,
    missing: 0,
  }));
}

/**
 * Endpoints whose filter was narrowed a while ago, and who have not been told of all that this ended: a message was
 * lost.
 */
async function goOnNarrowing(
  endpoints: readonly Endpoint[],
  recoveries: ReconcileServices['recoveries'],
  now: Date,
): Promise<void> {
  for (const { partnerId, id, narrowedAt } of endpoints) {
    if (narrowedAt !== undefined && secondsOf(narrowedAt) < missedFrom(now))
      await recoveries.askNarrowing({ partnerId, endpointId: id, narrowedAt });
  }
}

/** Some endpoints with a page of the log. An endpoint that is owed nothing of it costs no reading. */
async function step(
  walks: readonly Walk[],
  entries: readonly LogEntry[],
  last: number,
  parts: ReconcileServices,
  now: Date,
): Promise<void> {
  const stretches = walks.flatMap(({ endpoint, mark }) => {
    const owed = entries.filter(
      (entry) => entry.seq > mark && isOwed(endpoint, entry.loggedAt) && viewFor(endpoint, entry) !== undefined,
    );
    return owed.length > 0 ? [{ endpoint, entries: owed }] : [];
  });
  const missing = new Map(
    (await accountsOf(stretches, parts, now)).map((account) => [account.endpoint, account.missing]),
  );
  await askMissing(
    walks.map(({ endpoint, missing: before }) => ({
      endpoint,
      missing: (missing.get(endpoint) ?? []).slice(0, Math.max(0, mostAsked - before)),
    })),
    parts.queue,
    now,
  );
  const moved = walks.filter((walk) => advance(walk, missing.get(walk.endpoint) ?? [], last));
  await parts.marks.put(
    moved.map(({ endpoint, mark }) => ({ endpoint, seq: mark })),
    now,
  );
}

/** @returns whether the mark moved */
function advance(walk: Walk, missing: readonly LogEntry[], last: number): boolean {
  const before = walk.mark;
  if (walk.clear) walk.mark = (missing[0]?.seq ?? last + 1) - 1;
  walk.clear &&= missing.length === 0;
  walk.missing += missing.length;
  return walk.mark > before;
}
