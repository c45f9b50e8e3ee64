import { toldAs } from '../articles/announcedVersions.ts';
import type { AnnouncedVersion } from '../articles/announcedVersions.ts';
import { matches } from '../articles/filter.ts';
import type { Delivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyOf, traceOf } from './post.ts';

/**
 * The body that was posted, made again of what was announced: the ledger keeps its digest alone (docs/adr/0031). What
 * was taken back since cannot be made again, so that no exit shows it.
 * @returns undefined where what would be made now is not what was posted then
 */
export function sentBodyOf(
  { type, sent }: Pick<Delivery, 'type' | 'sent'>,
  { filter }: Pick<Endpoint, 'filter'>,
  edition: AnnouncedVersion,
): string | undefined {
  if (sent === undefined) return undefined;
  const told = toldAs(edition, type, (one) => matches(filter, one));
  return (['full', 'summary'] as const)
    .map((content) => bodyOf(told, content))
    .find((body) => traceOf(body).sha256 === sent.sha256);
}
