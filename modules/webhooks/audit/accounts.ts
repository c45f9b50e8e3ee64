import { epochSeconds, instant, plusSeconds } from '../../../platform/values/time.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { AnnouncedVersion, AnnouncedVersionsTable } from '../../articles/announcedVersions.ts';
import type { LogEntry } from '../../articles/articleLog.ts';
import { viewFor } from '../../articles/view.ts';
import type { DeliveriesTable } from '../deliveriesTable.ts';
import { accountOf } from '../deliveryAudit.ts';
import type { DeliveryAudit } from '../deliveryAudit.ts';
import type { Endpoint } from '../endpoint.ts';
import type { DeliveriesQueue } from '../queues.ts';

export interface AuditTables {
  readonly ledger: DeliveriesTable;
  readonly announcedVersions: AnnouncedVersionsTable;
}

/** An endpoint with a stretch of the log, in order, which is not empty. */
export interface OwedEntries {
  readonly endpoint: Endpoint;
  readonly entries: readonly LogEntry[];
}
export interface EndpointAudit extends DeliveryAudit<LogEntry> {
  readonly endpoint: Endpoint;
}

/**
 * A delivery that waits longer for its first try has a queue with an alarm of its own ("Deliveries wait"): from then on
 * it is looked for.
 */
const missedAfterSeconds = 900;
export const missedFrom = (now: Date): EpochSeconds => plusSeconds(epochSeconds(now), -missedAfterSeconds);

/**
 * Compares what was published with the ledgers of some endpoints, one query each. Announced versions are read of what
 * is missing alone: a row of the log whose announced version has another number, or was taken back, is no news.
 */
export async function accountsOf(
  stretches: readonly OwedEntries[],
  { ledger, announcedVersions }: AuditTables,
  now: Date,
): Promise<EndpointAudit[]> {
  const options = { missedFrom: missedFrom(now) };
  const first = await Promise.all(
    stretches.map(async ({ endpoint, entries }) => {
      const entered = await ledger.between(
        { partnerId: endpoint.partnerId, endpointId: endpoint.id },
        entries[0]!.seq,
        entries.at(-1)!.seq,
      );
      return { endpoint, entries, entered, account: accountOf(endpoint, entries, entered, options) };
    }),
  );
  const known = new Map(
    (await announcedVersions.getMany(first.flatMap(({ account }) => account.missing))).map((announcedVersion) => [
      announcedVersion.seq,
      announcedVersion,
    ]),
  );
  return first.map(({ endpoint, entries, entered, account }) => {
    if (account.missing.length === 0) return { endpoint, ...account };
    const noNews = new Set(
      account.missing.filter((entry) => !isNews(endpoint, entry, known.get(entry.seq))).map(({ seq }) => seq),
    );
    return { endpoint, ...accountOf(endpoint, entries, entered, { ...options, noNews }) };
  });
}

/** Of what was taken back an endpoint is told nothing any more, but the end of what it had before. */
const isNews = (endpoint: Endpoint, entry: LogEntry, announcedVersion: AnnouncedVersion | undefined): boolean =>
  announcedVersion !== undefined && (!announcedVersion.takenBack || viewFor(endpoint, entry) === 'article.withdrawn');

/**
 * Asks for what is missing. Deliver makes each under the id that it always had, and drops what was delivered meanwhile:
 * an endpoint has one worker, so that asking twice is harmless.
 */
export async function askMissing(
  accounts: readonly Pick<EndpointAudit, 'endpoint' | 'missing'>[],
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
