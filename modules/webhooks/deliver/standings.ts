import type { ReceivedMessage } from '../../../platform/runtime/queueHandler.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { EventType } from '../../articles/event.ts';
import type { AnnouncedVersion, AnnouncedVersionsTable } from '../../articles/announcedVersions.ts';
import { isEnd, subjectOf } from '../../articles/event.ts';
import { matches } from '../../articles/filter.ts';
import { announcementOf, askedFor } from '../../articles/view.ts';
import type { DeliveriesTable } from '../deliveriesTable.ts';
import type { Delivery, DeliveryMessage } from '../delivery.ts';
import type { Endpoint } from '../endpoint.ts';
import type { EndpointsTable } from '../endpointsTable.ts';
import { typeOf } from './decide.ts';
import type { DeliveryStanding } from './decide.ts';

export interface DeliveryTables {
  readonly endpoints: EndpointsTable;
  readonly editions: AnnouncedVersionsTable;
  readonly ledger: DeliveriesTable;
}

/**
 * Reads what is known of each message of a batch: the endpoints in one call, the ledger in one, and a query for each
 * article, which most batches share.
 */
export async function standingsOf(
  received: readonly ReceivedMessage<DeliveryMessage>[],
  tables: DeliveryTables,
  now: Date,
): Promise<DeliveryStanding[]> {
  const { endpoints, editions, ledger } = tables;
  const messages = received.map(({ message }) => message);
  const [known, announced] = await Promise.all([endpoints.getMany(messages), announcedFrom(messages, editions)]);
  const editionsOf = ({ articleId, version }: DeliveryMessage) =>
    (announced.get(articleId) ?? []).filter(({ event }) => subjectOf(event).version >= version);
  const rows = await ledger.getMany(
    messages.flatMap((message) => [
      ...editionsOf(message).map((edition) => placeOf(message, edition)),
      ...editionsOf(message)
        .slice(0, 1)
        .flatMap((edition) => (message.end ? [{ ...placeOf(message, edition), end: true as const }] : [])),
    ]),
  );
  const rowOf = ({ endpointId }: DeliveryMessage, { seq }: AnnouncedVersion, end?: true): Delivery | undefined =>
    rows.find((row) => row.endpointId === endpointId && row.seq === seq && row.end === end);
  const standings = received.map(({ message, record }): DeliveryStanding => {
    const [edition, ...later] = editionsOf(message);
    const own = edition && subjectOf(edition.event).version === message.version ? edition : undefined;
    const endpoint = known.find(({ id, partnerId }) => id === message.endpointId && partnerId === message.partnerId);
    const row = own && rowOf(message, own, message.end);
    return {
      message,
      endpoint,
      edition: own,
      row,
      newer: later.flatMap((one) => rowOf(message, one) ?? []),
      type: endpoint && own && (repeatedType(message, endpoint, own, row) ?? typeOf(message, endpoint, own)),
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

/**
 * Of an end that is to be told for the first time, whether its endpoint may have the article: the versions before it,
 * and their rows.
 */
async function withHistory(
  standings: readonly DeliveryStanding[],
  { editions, ledger }: DeliveryTables,
  now: Date,
): Promise<DeliveryStanding[]> {
  const isFirstEnd = ({ message, row, type }: DeliveryStanding) =>
    type !== undefined && isEnd(type) && row === undefined && !message.end;
  const ends = standings.filter(isFirstEnd);
  if (ends.length === 0) return [...standings];
  const articles = [...new Set(ends.map(({ message }) => message.articleId))];
  const known = new Map(await Promise.all(articles.map(async (id) => [id, await editions.ofArticle(id)] as const)));
  const earlierOf = ({ message }: DeliveryStanding) =>
    (known.get(message.articleId) ?? []).filter(({ event }) => subjectOf(event).version < message.version);
  const rows = await ledger.getMany(
    ends.flatMap((one) =>
      earlierOf(one).flatMap((edition) => {
        const place = placeOf(one.message, edition);
        return [place, { ...place, end: true as const }];
      }),
    ),
  );
  return standings.map((one) => {
    if (!isFirstEnd(one) || one.endpoint === undefined) return one;
    const earlier = earlierOf(one).map((edition) => {
      const own = rows.filter(({ endpointId, seq }) => endpointId === one.message.endpointId && seq === edition.seq);
      return { edition, row: own.find(({ end }) => !end), end: own.find(({ end }) => end) };
    });
    const isByPerson = one.edition?.event.formerly !== undefined;
    return { ...one, mayHave: (isByPerson || !isEnded(earlier)) && mayHave(one.endpoint, earlier, now) };
  });
}

/** What an endpoint's ledger says of a version: its row, and that of its end by a filter that was narrowed. */
interface Told {
  readonly edition: AnnouncedVersion;
  readonly row: Delivery | undefined;
  readonly end?: Delivery | undefined;
}

/** Whether the last that an endpoint was told of an article is its end, by a filter that was narrowed. */
export const isEnded = (earlier: readonly Told[]): boolean =>
  (earlier.findLast(({ row }) => row !== undefined && mayHaveCome(row))?.end?.attempts ?? 0) > 0;

const isBeginning = (type: EventType): boolean => type === 'article.published' || type === 'comment.approved';

const mayHaveCome = ({ attempts, unsure }: Delivery): boolean => attempts > 0 || unsure === true;

const placeOf = ({ partnerId, endpointId, articleId }: DeliveryMessage, { seq, event }: AnnouncedVersion) => ({
  partnerId,
  endpointId,
  seq,
  articleId,
  version: subjectOf(event).version,
});

/** The announced versions of each article, from the lowest that a message names on. */
async function announcedFrom(
  messages: readonly DeliveryMessage[],
  editions: AnnouncedVersionsTable,
): Promise<Map<string, AnnouncedVersion[]>> {
  const byArticle = Map.groupBy(messages, ({ articleId }) => articleId);
  const read = [...byArticle].map(
    async ([articleId, about]) =>
      [articleId, await editions.ofArticle(articleId, Math.min(...about.map(({ version }) => version)))] as const,
  );
  return new Map(await Promise.all(read));
}

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
  if (first === undefined || !isBeginning(first.edition.event.type)) return true;
  return earlier.some(({ edition: { event, loggedAt }, row }) => {
    if (row !== undefined) return mayHaveCome(row);
    const age = epochSeconds(now) - loggedAt;
    return (
      !isEnd(event.type) &&
      (age < reconciledAfterSeconds || age > keptSeconds) &&
      askedFor(endpoint, event.at, announcementOf(event))
    );
  });
}
