import type { SourcesTable } from '../sourcesTable.ts';
import { keptAnswerBytes, keptFailures } from '../pollFailure.ts';
import type { Source } from '../source.ts';
import { instant } from '../../../platform/values/time.ts';
import type { PublisherAnswer } from './askPublisher.ts';
import type { PollOutcome } from './pace/outcome.ts';

/** Keeps a failure for the operator, with the answer that caused it; one that goes on as it was costs nothing more. */
export async function keepFailure(
  source: Source,
  { response }: PublisherAnswer,
  { kind, words }: PollOutcome,
  sources: Pick<SourcesTable, 'getFailures' | 'putFailures'>,
  now: Date,
): Promise<void> {
  if (source.lastOutcome?.kind === kind && source.lastOutcome.words === words) return;
  const before = (await sources.getFailures(source.id)).map(({ at, kind: earlier, words: said }) => ({
    at,
    kind: earlier,
    words: said,
  }));
  const answer = response && {
    status: response.status,
    contentType: response.headers['content-type'],
    body: new TextDecoder().decode(response.body.subarray(0, keptAnswerBytes)),
  };
  await sources.putFailures(
    source.id,
    [{ at: instant(now), kind, words, ...(answer && { answer }) }, ...before].slice(0, keptFailures),
  );
}
