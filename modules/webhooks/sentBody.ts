import { toldAs } from '../articles/announcedVersions.ts';
import type { AnnouncedVersion } from '../articles/announcedVersions.ts';
import { isEnd, isOfComment } from '../articles/event.ts';
import { matches } from '../articles/filter.ts';
import { announcementOf } from '../articles/view.ts';
import { commentBodyOf } from './deliver/commentBody.ts';
import type { CommentSources } from './deliver/commentBody.ts';
import type { Delivery } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { bodyOf, traceOf } from './post.ts';

/**
 * The body that was posted, made again of what was announced: the ledger keeps its digest alone (docs/adr/0031). What
 * was taken back since cannot be made again, so that no exit shows it.
 * @returns undefined where what would be made now is not what was posted then
 */
export async function sentBodyOf(
  { type, sent }: Pick<Delivery, 'type' | 'sent'>,
  { filter, noFullText }: Pick<Endpoint, 'filter' | 'noFullText'>,
  announcedVersion: AnnouncedVersion,
  sources: CommentSources,
  now: Date,
): Promise<string | undefined> {
  if (sent === undefined) return undefined;
  const isSame = (body: string) => traceOf(body).sha256 === sent.sha256;
  const { event } = announcedVersion;
  // what its partner may have no more, no page shows, nor comments on it
  if (!isEnd(type) && !matches(filter.within ?? {}, announcementOf(event))) return undefined;
  if (event.comment !== undefined) {
    const body = await commentBodyOf({ ...event, comment: event.comment }, sources, now);
    return body !== undefined && isSame(body) ? body : undefined;
  }
  if (isOfComment(type)) return undefined;
  const told = toldAs(
    announcedVersion,
    type,
    (one) => matches(filter, one),
    (one) => matches(filter.within ?? {}, one),
  );
  return (noFullText ? (['summary'] as const) : (['full', 'summary'] as const))
    .map((content) => bodyOf(told, content))
    .find(isSame);
}
