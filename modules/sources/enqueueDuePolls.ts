import type { PollsQueue } from './pollsQueue.ts';
import type { SourcesTable } from './sourcesTable.ts';
import { epochSeconds } from '../../platform/values/time.ts';

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
