import type { Source } from '../domain/source.ts';
import { epochSeconds, secondsOf } from '../domain/time.ts';
import type { EpochSeconds } from '../domain/time.ts';
import type { PollsQueue } from './pollsQueue.ts';
import type { SourcesTable } from './sourcesTable.ts';

/** Makes a source due now and asks for its poll, without waiting for the schedule. */
export async function pollNow(source: Source, sources: SourcesTable, polls: PollsQueue, now: Date): Promise<void> {
  // A due time names a poll: one of this very second may be done already, and SQS would drop its namesake.
  const last = source.lastOutcome ? secondsOf(source.lastOutcome.at) : 0;
  const nextPollAt = Math.max(epochSeconds(now), last + 1) as EpochSeconds;
  await sources.change(source.id, { nextPollAt, status: 'active' });
  await polls.ask([{ ...source, nextPollAt }]);
}
