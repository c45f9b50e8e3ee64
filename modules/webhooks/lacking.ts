import type { LogEntry } from '../articles/articleLog.ts';
import type { DeliveriesTable } from './deliveriesTable.ts';
import type { Endpoint } from './endpoint.ts';
import { viewFor } from '../articles/view.ts';

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
