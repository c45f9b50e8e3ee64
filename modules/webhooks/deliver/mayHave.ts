import type { Delivery } from '../delivery.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersion.ts';
import type { Endpoint } from '../endpoint.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { announcementOf, askedFor } from '../../articles/view.ts';

/**
 * By then the reconciler has found whatever was owed and has no row in the ledger; and until then rows of it are kept
 * (30 days, less a margin).
 */
const [reconciledAfterSeconds, keptSeconds] = [3 * 3_600, 28 * 86_400];

/**
 * Whether an endpoint may have an article, of which it is to be told the end: who was never sent it is told nothing.
 * What the ledger cannot say counts as sent: rather the end of a story to one who never had it than silence to one who
 * had (docs/promise.md, 2.3).
 * @param earlier the versions before, oldest first, each with its row of the endpoint's ledger
 */
export function mayHave(
  endpoint: Endpoint,
  earlier: readonly { readonly edition: AnnouncedVersion; readonly row: Delivery | undefined }[],
  now: Date,
): boolean {
  const first = earlier[0];
  // its beginning is forgotten
  if (first === undefined || first.edition.event.type !== 'article.published') return true;
  return earlier.some(({ edition: { event, loggedAt }, row }) => {
    if (row !== undefined) return row.attempts > 0 || row.unsure === true;
    const age = epochSeconds(now) - loggedAt;
    return (
      event.type !== 'article.withdrawn' &&
      (age < reconciledAfterSeconds || age > keptSeconds) &&
      askedFor(endpoint, event.at, announcementOf(event))
    );
  });
}
