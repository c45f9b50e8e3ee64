import type { PollsQueue } from './pollsQueue.ts';
import type { DueSource, DueSources } from './dueSources.ts';
import type { SourcesTable } from './sourcesTable.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { Source } from './source.ts';

/** So many polls are gathered before they are sent: as many calls of ten as go out at once. */
const mostGathered = 160;

/**
 * Sends every source that is due to the polls queue. Where it dies on the way, the next run finds the same sources due;
 * what is asked for twice is one message, or found done.
 * @returns how many polls were asked for
 */
export async function enqueueDuePolls(sources: DueSources, polls: PollsQueue, now: Date): Promise<number> {
  let asked = 0;
  let gathered: DueSource[] = [];
  const look = await sources.look(now);
  for await (const page of look.due) {
    gathered.push(...page);
    asked += page.length;
    if (gathered.length < mostGathered) continue;
    const whole = gathered.length - (gathered.length % 10);
    await polls.ask(gathered.slice(0, whole));
    gathered = gathered.slice(whole);
  }
  await polls.ask(gathered);
  await look.done();
  return asked;
}

/** Makes a source due now and asks for its poll, without waiting for the schedule. A source at rest is woken. */
export async function pollNow(source: Source, sources: SourcesTable, polls: PollsQueue, now: Date): Promise<void> {
  const nextPollAt = epochSeconds(now);
  await sources.change(source.id, { nextPollAt, status: 'active' });
  await polls.askAnew({ ...source, nextPollAt });
}
