import { deliveryStatuses } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { isOwed } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import { viewFor } from '../articles/view.ts';
import type { Announcement as Change } from '../articles/view.ts';

/** The ledger's word on a delivery; `stuck` waits for a next try that stands in no index. */
export type Entered = Delivery['status'] | 'stuck';

/**
 * Where an announcement stands with an endpoint, if not in its ledger: `filtered` is not wanted; `notOwed` came before
 * the endpoint was to hear of it, or while it hears nothing; `onItsWay` is too young to be missed; `noNews` was left by
 * a publish that died, or its article was taken back; `missing` is what nobody will bring any more.
 */
export const standings = [...deliveryStatuses, 'filtered', 'notOwed', 'onItsWay', 'noNews', 'missing'] as const;
export type AuditStanding = (typeof standings)[number];

/** A line of the log of announcements, as far as it is asked of here. */
export interface AuditedAnnouncement extends Change {
  readonly seq: number;
  readonly loggedAt: EpochSeconds;
}

/** A stretch of the log, compared with an endpoint's ledger. */
export interface DeliveryAudit<Entry extends AuditedAnnouncement> {
  readonly published: number;
  /**
   * Counted from the ledger what it has, and from the log what it lacks: together they are what was published, or a row
   * is astray.
   */
  readonly counts: Readonly<Record<AuditStanding, number>>;
  readonly missing: readonly Entry[];
}

/**
 * An announcement that is older than `missedFrom` and has no row is missed; `noNews` are places whose announcement is
 * no longer to be made.
 */
export interface AuditOptions {
  readonly missedFrom: EpochSeconds;
  readonly noNews?: ReadonlySet<number>;
}

/** Compares what was published with an endpoint's ledger, which is told by the announcements' places in the log. */
export function accountOf<Entry extends AuditedAnnouncement>(
  endpoint: Endpoint,
  entries: readonly Entry[],
  ledger: ReadonlyMap<number, Entered>,
  options: AuditOptions,
): DeliveryAudit<Entry> {
  const counts = Object.fromEntries(standings.map((standing) => [standing, 0])) as Record<AuditStanding, number>;
  for (const entered of ledger.values()) if (entered !== 'stuck') counts[entered] += 1;
  const missing: Entry[] = [];
  for (const entry of entries) {
    if ((ledger.get(entry.seq) ?? 'stuck') !== 'stuck') continue;
    const standing = unentered(endpoint, entry, options);
    counts[standing] += 1;
    if (standing === 'missing') missing.push(entry);
  }
  return { published: entries.length, counts, missing };
}

/** Whether the account comes out: every announcement stands in one place, and the ledger has nothing else. */
export const isBalanced = ({
  published,
  counts,
}: Pick<DeliveryAudit<AuditedAnnouncement>, 'published' | 'counts'>): boolean =>
  Object.values(counts).reduce((sum, count) => sum + count, 0) === published;

/** Where what no try was made of, or none will be made of again, stands. */
function unentered(
  endpoint: Endpoint,
  entry: AuditedAnnouncement,
  { missedFrom, noNews }: AuditOptions,
): AuditStanding {
  if (viewFor(endpoint, entry) === undefined) return 'filtered';
  if (!isOwed(endpoint, entry.loggedAt)) return 'notOwed';
  if (entry.loggedAt >= missedFrom) return 'onItsWay';
  return noNews?.has(entry.seq) ? 'noNews' : 'missing';
}
