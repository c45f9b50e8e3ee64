import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { SubscribersTable } from '../subscribers/subscribersTable.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import { readerColumns } from './readerRow.ts';

const more = ['id', 'status', 'reason', 'since', 'consent', 'made'] as const;

/**
 * Writes readers as CSV: the columns that import takes, and what else is known of each. No cell begins a formula in a
 * spreadsheet.
 */
export async function exportReaders(
  subscribers: SubscribersTable,
  status: Subscriber['status'] | undefined,
  to: Writable,
): Promise<void> {
  const rows = async function* () {
    for await (const reader of subscribers.all())
      if (status === undefined || reader.status === status) yield cellsOf(reader);
  };
  await pipeline(rows, stringify({ header: true, columns: [...readerColumns, ...more], escape_formulas: true }), to, {
    end: false,
  });
}

function cellsOf({
  id,
  address,
  status,
  reason,
  statusAt,
  preferences: { choice, cadence, language },
  consent,
  createdAt,
}: Subscriber): Record<string, string> {
  return {
    address,
    topics: choice.topics.join(';'),
    sources: choice.sources.join(';'),
    frequency: cadence.frequency,
    weekday: String(cadence.weekday ?? ''),
    hour: String(cadence.hour),
    zone: cadence.zone,
    language,
    only: choice.language === undefined ? '' : 'yes',
    id,
    status,
    reason: reason ?? '',
    since: statusAt,
    consent: consent ? `${consent.how} ${consent.at}${consent.note ? `: ${consent.note}` : ''}` : '',
    made: createdAt,
  };
}
