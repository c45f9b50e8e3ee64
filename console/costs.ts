import type { MeterReading } from '../local/meter/meter.ts';
import { partName } from '../modules/operations/names.ts';
import type { History } from './history.ts';

/** The meter's counts, and the cost of a million of each thing at that rate. */
export function costsOf(
  { lines: calls, beside, dollars }: MeterReading,
  { polls, announced, delivered, mailed }: History,
) {
  const lines = [...calls, ...beside];
  const spent = (...stages: string[]) =>
    lines
      .filter((line) => stages.some((stage) => line.function.includes(stage)))
      .reduce((sum, line) => sum + line.dollars, 0);
  const million = (sum: number, count: number) => (count === 0 ? undefined : (sum / count) * 1e6);
  return {
    dollars,
    polls,
    announced,
    delivered,
    mailed,
    perMillionPolls: million(spent('Schedule', 'Ingest'), polls),
    perMillionArticles: million(spent('Publish', 'Release'), announced),
    perMillionDeliveries: million(spent('Delivering'), delivered),
    perMillionMails: million(spent('Digesting', 'Mailing', 'SigningUpConfirm', 'ses'), mailed),
    lines: lines
      .toSorted((a, b) => b.dollars - a.dollars)
      .map(({ function: caller, service, operation, calls, readUnits, writeUnits, dollars: cost }) => ({
        caller: partName(caller),
        service,
        operation,
        calls,
        readUnits,
        writeUnits,
        dollars: cost,
      })),
  };
}
