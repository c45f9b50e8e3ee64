import type { DeliveriesTable } from '../deliveriesTable.ts';
import type { AnnouncedVersionsTable } from '../../articles/announcedVersionsTable.ts';
import type { EndpointsTable } from '../endpointsTable.ts';
import type { Delivery } from '../delivery.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersion.ts';
import type { DeliveryMessage } from '../deliveryMessage.ts';
import { typeOf } from './decide.ts';
import type { DeliveryStanding } from './decide.ts';
import { mayHave } from './mayHave.ts';

export interface Tables {
  readonly endpoints: EndpointsTable;
  readonly editions: AnnouncedVersionsTable;
  readonly ledger: DeliveriesTable;
}

/** A message as it was received. */
export type Received = DeliveryMessage & { readonly isRepeat?: boolean };

/**
 * Reads what is known of each message of a batch: the endpoints in one call, the ledger in one, and a query for each
 * article, which most batches share.
 */
export async function standingsOf(
  messages: readonly Received[],
  tables: Tables,
  now: Date,
): Promise<DeliveryStanding[]> {
  const { endpoints, editions, ledger } = tables;
  const [known, announced] = await Promise.all([endpoints.getMany(messages), announcedFrom(messages, editions)]);
  const editionsOf = ({ articleId, version }: DeliveryMessage) =>
    (announced.get(articleId) ?? []).filter(({ event }) => event.article.version >= version);
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
  const standings = messages.map((message): DeliveryStanding => {
    const [edition, ...later] = editionsOf(message);
    const own = edition?.event.article.version === message.version ? edition : undefined;
    const endpoint = known.find(({ id, partnerId }) => id === message.endpointId && partnerId === message.partnerId);
    const row = own && rowOf(message, own, message.end);
    return {
      message,
      endpoint,
      edition: own,
      row,
      newer: later.flatMap((one) => rowOf(message, one) ?? []),
      // A repeat says what was said before.
      type: message.again?.how === 'replay' && row ? row.type : endpoint && own && typeOf(message, endpoint, own),
      ...(message.isRepeat && { isRepeat: true }),
    };
  });
  return withHistory(standings, tables, now);
}

/**
 * Of an end that is to be told for the first time, whether its endpoint may have the article: the versions before it,
 * and their rows.
 */
async function withHistory(
  standings: readonly DeliveryStanding[],
  { editions, ledger }: Tables,
  now: Date,
): Promise<DeliveryStanding[]> {
  const isFirstEnd = ({ message, row, type }: DeliveryStanding) =>
    type === 'article.withdrawn' && row === undefined && !message.end;
  const ends = standings.filter(isFirstEnd);
  if (ends.length === 0) return [...standings];
  const articles = [...new Set(ends.map(({ message }) => message.articleId))];
  const known = new Map(await Promise.all(articles.map(async (id) => [id, await editions.ofArticle(id)] as const)));
  const earlierOf = ({ message }: DeliveryStanding) =>
    (known.get(message.articleId) ?? []).filter(({ event }) => event.article.version < message.version);
  const rows = await ledger.getMany(
    ends.flatMap((one) => earlierOf(one).map((edition) => placeOf(one.message, edition))),
  );
  return standings.map((one) => {
    if (!isFirstEnd(one) || one.endpoint === undefined) return one;
    const earlier = earlierOf(one).map((edition) => ({
      edition,
      row: rows.find(({ endpointId, seq }) => endpointId === one.message.endpointId && seq === edition.seq),
    }));
    return { ...one, mayHave: mayHave(one.endpoint, earlier, now) };
  });
}

const placeOf = ({ partnerId, endpointId, articleId }: DeliveryMessage, { seq, event }: AnnouncedVersion) => ({
  partnerId,
  endpointId,
  seq,
  articleId,
  version: event.article.version,
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
