import { sourceAt } from '../sources/feedAddress.ts';
import { isSilent } from '../sources/silence.ts';
import type { Source } from '../sources/source.ts';
import type { SourcesTable } from '../sources/sourcesTable.ts';
import type { Finding } from './finding.ts';

/** A source's status, with its failures in a row, or that nothing new comes of it. */
export function healthOf(source: Source, now: Date): string {
  const { status, failures } = source;
  if (status !== 'active') return status;
  if (failures > 0) return `failing (${failures})`;
  return isSilent(source, now) ? 'silent' : status;
}

/** Findings of `caravan status` about sources. */
export async function sourceFindings(
  { sources }: { sources: Pick<SourcesTable, 'all'> },
  now: Date,
): Promise<Finding[]> {
  const all = (await Array.fromAsync(sources.all())).toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  const paused = all.filter(({ status }) => status === 'paused');
  const found = (id: string, state: string, command = 'show'): Finding => ({
    what: `source ${id}`,
    state,
    green: false,
    help: `caravan sources ${command} ${id}`,
  });
  return [
    { what: 'sources', state: `${all.length} in all, ${paused.length} paused`, green: true },
    ...all.flatMap((source, index) => {
      const { id, status, failures, lastOutcome } = source;
      if (status === 'gone') return found(id, 'its publisher says that it is gone for good (410)', 'remove');
      if (status !== 'active') return [];
      const first = sourceAt(source.movedTo?.url ?? source.url, all.slice(0, index));
      return [
        ...(failures > 0 ? [found(id, lastOutcome?.words ?? 'failing')] : []),
        ...(failures === 0 && isSilent(source, now) ? [found(id, silenceOf(source))] : []),
        ...(first ? [found(id, `polls the same feed as ${first.id}`, 'remove')] : []),
      ];
    }),
  ];
}

const silenceOf = ({ createdAt, lastNewsAt, lastOutcome }: Source): string =>
  lastNewsAt === undefined
    ? `has never answered since it was added at ${createdAt}: ${lastOutcome?.words ?? 'it was never polled'}`
    : `silent: nothing new since ${lastNewsAt}, far longer than is its habit`;
