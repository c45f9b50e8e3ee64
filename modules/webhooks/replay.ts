import type { Instant } from '../../platform/values/time.ts';
import type { AnnouncedVersionsTable } from '../articles/announcedVersions.ts';
import type { LogEntry } from '../articles/articleLog.ts';
import { subjectOf } from '../articles/event.ts';
import { viewFor } from '../articles/view.ts';
import type { DeliveriesTable } from './deliveriesTable.ts';
import type { Endpoint } from './endpoint.ts';
import type { DeliveriesQueue } from './queues.ts';

/** One announcement as an endpoint's ledger knows it. */
export interface Announced {
  readonly partnerId: string;
  readonly endpointId: string;
  readonly seq: number;
  readonly articleId: string;
  readonly version: number;
}

/** Sorts what an endpoint wants of the log into what it has had, or had a newer version of, and what it lacks. */
export async function sortByLedger(
  endpoint: Endpoint,
  entries: readonly LogEntry[],
  ledger: DeliveriesTable,
): Promise<{ had: Announced[]; lacking: Announced[] }> {
  const { partnerId, id: endpointId } = endpoint;
  const wanted = entries
    .filter((entry) => viewFor(endpoint, entry) !== undefined)
    .map(({ seq, articleId, version }) => ({ partnerId, endpointId, seq, articleId, version }));
  const done = new Set(
    (await ledger.getMany(wanted))
      .filter(({ status }) => status === 'delivered' || status === 'superseded')
      .map(({ seq }) => seq),
  );
  return { had: wanted.filter(({ seq }) => done.has(seq)), lacking: wanted.filter(({ seq }) => !done.has(seq)) };
}

export interface ReplayParts {
  readonly announcedVersions: AnnouncedVersionsTable;
  readonly ledger: DeliveriesTable;
  readonly deliveries: DeliveriesQueue;
}

/**
 * `unknown`: it was never tried, or is forgotten. The number is that of a newer version, which the endpoint was sent.
 */
export type ReplayAnswer = 'asked' | 'unknown' | 'taken-back' | number;

/**
 * Asks for a delivery once more, also for one that was made. Nothing is asked for that deliver would drop without a
 * word.
 * @param occasion the same one within five minutes is one sending
 */
export async function replay(
  {
    partnerId,
    endpointId,
    articleId,
    version,
    end,
  }: { partnerId: string; endpointId: string; articleId: string; version: number; end?: true },
  { announcedVersions, ledger, deliveries }: ReplayParts,
  asked: Instant,
  occasion: string = asked,
): Promise<ReplayAnswer> {
  const announced = await announcedVersions.ofArticle(articleId, version);
  const rows = await ledger.getMany(
    announced.map(({ seq, event }) => ({
      partnerId,
      endpointId,
      seq,
      articleId,
      version: subjectOf(event).version,
      end: subjectOf(event).version === version ? end : undefined,
    })),
  );
  const announcedVersion = announced.find(({ event }) => subjectOf(event).version === version);
  if (!announcedVersion || !rows.some((row) => row.version === version)) return 'unknown';
  const newer = rows.find((row) => row.version > version);
  if (newer) return newer.version;
  if (announcedVersion.takenBack) return 'taken-back';
  await deliveries.send([
    {
      message: { partnerId, endpointId, articleId, version, end, again: { asked, how: 'replay' } },
      occasion: `replay-${occasion}`,
    },
  ]);
  return 'asked';
}
