import type { PollsQueue } from './pollsQueue.ts';
import type { SourcesTable } from './sourcesTable.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { Source } from './source.ts';

/**
 * Sends every source that is due to the polls queue. Nothing is written: a source stays due until its poll is done,
 * so that whatever dies on the way, a later run sends it again.
 * @returns how many polls were asked for
 */
export async function enqueueDuePolls(sources: SourcesTable, polls: PollsQueue, now: Date): Promise<number> {
  let asked = 0;
  for await (const page of sources.due(epochSeconds(now))) {
    await polls.ask(page);
    asked += page.length;
  }
  return asked;
}

/** Makes a source due now and asks for its poll, without waiting for the schedule. A source at rest is woken. */
export async function pollNow(source: Source, sources: SourcesTable, polls: PollsQueue, now: Date): Promise<void> {
  const nextPollAt = epochSeconds(now);
  await sources.change(source.id, { nextPollAt, status: 'active' });
  await polls.askAnew({ ...source, nextPollAt });
}
