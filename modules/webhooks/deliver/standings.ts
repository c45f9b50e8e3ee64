import type { ReceivedMessage } from '../../../platform/runtime/queueHandler.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { EventType } from '../../articles/event.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersions.ts';
import { isEnd, subjectOf } from '../../articles/event.ts';
import { matches } from '../../articles/filter.ts';
import { announcementOf, askedFor, mayHaveEnded } from '../../articles/view.ts';
import type { Delivery, DeliveryMessage } from '../delivery.ts';
import type { Endpoint } from '../endpoint.ts';
import type { EndpointsTable } from '../endpointsTable.ts';
import { typeOf } from './decide.ts';
import type { DeliveryStanding } from './decide.ts';
import { knownOf, placeOf } from './known.ts';
import type { KnownTables } from './known.ts';

export interface DeliveryTables extends KnownTables {
  readonly endpoints: EndpointsTable;
}

/**
 * Reads how things stand with each message of a batch: its endpoint, in one call for all, and what was announced and
 * told.
 */
export async function standingsOf(
  received: readonly ReceivedMessage<DeliveryMessage>[],
  tables: DeliveryTables,
  now: Date,
): Promise<DeliveryStanding[]> {
  const messages = received.map(({ message }) => message);
  const [endpoints, known] = await Promise.all([tables.endpoints.getMany(messages), knownOf(messages, tables)]);
  const standings = received.map(({ message, record }, index): DeliveryStanding => {
    const { announcedVersion, row, newer } = known[index]!;
    const endpoint = endpoints.find(
      ({ id, partnerId }) => id === message.endpointId && partnerId === message.partnerId,
    );
    return {
      message,
      endpoint,
      announcedVersion,
      row,
      newer,
      type:
        endpoint &&
        announcedVersion &&
        (repeatedType(message, endpoint, announcedVersion, row) ?? typeOf(message, endpoint, announcedVersion)),
      isRepeat: Number(record.attributes?.ApproximateReceiveCount) > 1,
    };
  });
  return withHistory(standings, tables, now);
}

/** A repeat says what was said before, unless its partner may not have that any more. */
function repeatedType(
  { again }: DeliveryMessage,
  { filter }: Endpoint,
  { event }: AnnouncedVersion,
  row: Delivery | undefined,
): Delivery['type'] | undefined {
  if (again?.how !== 'replay' || row === undefined) return undefined;
  return isEnd(row.type) || matches(filter.within ?? {}, announcementOf(event)) ? row.type : undefined;
}

/** Whether a correction may be the return of an article of which its endpoint was told the end. */
const mayReturn = ({ endpoint, announcedVersion, type }: DeliveryStanding): boolean =>
  type === 'article.updated' && endpoint !== undefined && mayHaveEnded(endpoint, announcedVersion?.event.previousAt);

/**
 * Of an end that is to be told for the first time, whether its endpoint may have the article; of a correction, whether
 * the endpoint was told the article's end meanwhile, so that it is new: by the versions before it, and their rows.
 */
async function withHistory(
  standings: readonly DeliveryStanding[],
  { announcedVersions, ledger }: DeliveryTables,
  now: Date,
): Promise<DeliveryStanding[]> {
  const isFirstEnd = ({ message, row, type }: DeliveryStanding) =>
    type !== undefined && isEnd(type) && row === undefined && !message.end;
  const asking = standings.filter((one) => isFirstEnd(one) || mayReturn(one));
  if (asking.length === 0) return [...standings];
  const articles = [...new Set(asking.map(({ message }) => message.articleId))];
  const known = new Map(
    await Promise.all(articles.map(async (id) => [id, await announcedVersions.ofArticle(id)] as const)),
  );
  const earlierOf = ({ message }: DeliveryStanding) =>
    (known.get(message.articleId) ?? []).filter(({ event }) => subjectOf(event).version < message.version);
  const rows = await ledger.getMany(
    asking.flatMap((one) =>
      earlierOf(one).flatMap((announcedVersion) => {
        const place = placeOf(one.message, announcedVersion);
        return [place, { ...place, end: true as const }];
      }),
    ),
  );
  return standings.map((one) => {
    if (!asking.includes(one) || one.endpoint === undefined) return one;
    const earlier = earlierOf(one).map((announcedVersion) => {
      const own = rows.filter(
        ({ endpointId, seq }) => endpointId === one.message.endpointId && seq === announcedVersion.seq,
      );
      return { announcedVersion, row: own.find(({ end }) => !end), end: own.find(({ end }) => end) };
    });
    if (!isFirstEnd(one)) return isEnded(earlier) ? asNew(one, one.endpoint) : one;
    const isByPerson = one.announcedVersion?.event.formerly !== undefined;
    return { ...one, mayHave: (isByPerson || !isEnded(earlier)) && mayHave(one.endpoint, earlier, now) };
  });
}

const asNew = (one: DeliveryStanding, { events }: Endpoint): DeliveryStanding => ({
  ...one,
  type: events.includes('article.published') ? 'article.published' : undefined,
});

/** What an endpoint's ledger says of a version: its row, and that of its end by a filter that was narrowed. */
interface Told {
  readonly announcedVersion: AnnouncedVersion;
  readonly row: Delivery | undefined;
  readonly end?: Delivery | undefined;
}

/** Whether the last that an endpoint was told of an article is its end, by a filter that was narrowed. */
export const isEnded = (earlier: readonly Told[]): boolean =>
  (earlier.findLast(({ row }) => row !== undefined && mayHaveCome(row))?.end?.attempts ?? 0) > 0;

const isBeginning = (type: EventType): boolean => type === 'article.published' || type === 'comment.approved';

const mayHaveCome = ({ attempts, unsure }: Delivery): boolean => attempts > 0 || unsure === true;

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
export function mayHave(endpoint: Endpoint, earlier: readonly Told[], now: Date): boolean {
  const first = earlier[0];
  // its beginning is forgotten
  if (first === undefined || !isBeginning(first.announcedVersion.event.type)) return true;
  // who declines what is new, and asks for ends, has articles by another way: the pull API, or a feed
  if (first.announcedVersion.event.type === 'article.published' && !endpoint.events.includes('article.published'))
    return true;
  return earlier.some(({ announcedVersion: { event, loggedAt }, row }) => {
    if (row !== undefined) return mayHaveCome(row);
    const age = epochSeconds(now) - loggedAt;
    return (
      !isEnd(event.type) &&
      (age < reconciledAfterSeconds || age > keptSeconds) &&
      askedFor(endpoint, event.at, announcementOf(event))
    );
  });
}
