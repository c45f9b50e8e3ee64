import type { Source } from './source.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { PollsQueue } from './pollsQueue.ts';
import type { SourcesTable } from './sourcesTable.ts';

/** Makes a source due now and asks for its poll, without waiting for the schedule. A source at rest is woken. */
export async function pollNow(source: Source, sources: SourcesTable, polls: PollsQueue, now: Date): Promise<void> {
  const nextPollAt = epochSeconds(now);
  await sources.change(source.id, { nextPollAt, status: 'active' });
  await polls.askAnew({ ...source, nextPollAt });
}
