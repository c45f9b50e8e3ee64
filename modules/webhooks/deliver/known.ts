import type { AnnouncedVersion, AnnouncedVersionsTable } from '../../articles/announcedVersions.ts';
import { subjectOf } from '../../articles/event.ts';
import type { DeliveriesTable } from '../deliveriesTable.ts';
import type { Delivery, DeliveryMessage } from '../delivery.ts';

/** What was announced that a message is about, and what its endpoint's ledger says of that. */
export interface Known {
  /** The version to send. */
  readonly announcedVersion: AnnouncedVersion | undefined;
  /** Its own row of the ledger. */
  readonly row: Delivery | undefined;
  /** Rows of newer versions of the same article for the same endpoint, oldest first. */
  readonly newer: readonly Delivery[];
}

export interface KnownTables {
  readonly announcedVersions: AnnouncedVersionsTable;
  readonly ledger: DeliveriesTable;
}

const nothing: Known = { announcedVersion: undefined, row: undefined, newer: [] };

/**
 * Reads what is known of each message of a batch, by the fewer calls: a query for each article, or for each endpoint.
 */
export async function knownOf(messages: readonly DeliveryMessage[], tables: KnownTables): Promise<Known[]> {
  const [endpoints, articles] = [groupsBy(messages, endpointKey), groupsBy(messages, ({ articleId }) => articleId)];
  const known =
    endpoints.size < articles.size
      ? await byEndpoint(messages, endpoints, tables)
      : await byArticle(messages, articles, tables);
  return messages.map((message) => known.get(message) ?? nothing);
}

type Groups = ReadonlyMap<string, readonly DeliveryMessage[]>;
const endpointKey = ({ partnerId, endpointId }: DeliveryMessage) => `${partnerId} ${endpointId}`;
const groupsBy = (messages: readonly DeliveryMessage[], key: (message: DeliveryMessage) => string): Groups =>
  Map.groupBy(messages, key);

/** Rows of an endpoint's ledger that a look at its end takes: of what is told for the first time there are few. */
const newestRows = 50;

/**
 * The versions in one call, and the end of each endpoint's ledger in one: from the first that the batch is about, which
 * for news is next to nothing. Of an endpoint whose ledger has more there, as where old deliveries come again, it is
 * read by article.
 */
async function byEndpoint(
  messages: readonly DeliveryMessage[],
  endpoints: Groups,
  tables: KnownTables,
): Promise<Map<DeliveryMessage, Known>> {
  const announced = await tables.announcedVersions.getMany(messages);
  const announcedVersionOf = ({ articleId, version }: DeliveryMessage) =>
    announced.find(({ event }) => subjectOf(event).id === articleId && subjectOf(event).version === version);
  const looks = [...endpoints.values()].map(async (about) => {
    const seqs = about.flatMap((message) => announcedVersionOf(message)?.seq ?? []);
    const rows = seqs.length === 0 ? [] : await tables.ledger.from(about[0]!, Math.min(...seqs), newestRows);
    return { about, rows };
  });
  const read = await Promise.all(looks);
  const known = read.flatMap(({ about, rows }) =>
    rows === undefined
      ? []
      : about.map((message) => [message, toldOf(message, announcedVersionOf(message), rows)] as const),
  );
  const long = read.flatMap(({ about, rows }) => (rows === undefined ? about : []));
  if (long.length === 0) return new Map(known);
  return new Map([
    ...known,
    ...(await byArticle(
      long,
      groupsBy(long, ({ articleId }) => articleId),
      tables,
    )),
  ]);
}

/** @param rows of the message's endpoint, in the log's order: all from the announced version's place on */
function toldOf(
  message: DeliveryMessage,
  announcedVersion: AnnouncedVersion | undefined,
  rows: readonly Delivery[],
): Known {
  if (announcedVersion === undefined) return nothing;
  const ofArticle = rows.filter(({ articleId }) => articleId === message.articleId);
  return {
    announcedVersion,
    row: ofArticle.find(({ seq, end }) => seq === announcedVersion.seq && end === message.end),
    newer: ofArticle.filter(({ version, end }) => version > message.version && end === undefined),
  };
}

/** A query for each article, from the lowest version that a message names on, and the ledger in one call. */
async function byArticle(
  messages: readonly DeliveryMessage[],
  articles: Groups,
  { announcedVersions, ledger }: KnownTables,
): Promise<Map<DeliveryMessage, Known>> {
  const announced = new Map(
    await Promise.all(
      [...articles].map(async ([articleId, about]) => {
        const lowest = Math.min(...about.map(({ version }) => version));
        return [articleId, await announcedVersions.ofArticle(articleId, lowest)] as const;
      }),
    ),
  );
  const announcedVersionsOf = ({ articleId, version }: DeliveryMessage) =>
    (announced.get(articleId) ?? []).filter(({ event }) => subjectOf(event).version >= version);
  const rows = await ledger.getMany(
    messages.flatMap((message) => [
      ...announcedVersionsOf(message).map((announcedVersion) => placeOf(message, announcedVersion)),
      ...announcedVersionsOf(message)
        .slice(0, 1)
        .flatMap((announcedVersion) =>
          message.end ? [{ ...placeOf(message, announcedVersion), end: true as const }] : [],
        ),
    ]),
  );
  const rowOf = ({ endpointId }: DeliveryMessage, { seq }: AnnouncedVersion, end?: true): Delivery | undefined =>
    rows.find((row) => row.endpointId === endpointId && row.seq === seq && row.end === end);
  return new Map(
    messages.map((message) => {
      const [first, ...later] = announcedVersionsOf(message);
      const announcedVersion = first && subjectOf(first.event).version === message.version ? first : undefined;
      const row = announcedVersion && rowOf(message, announcedVersion, message.end);
      return [message, { announcedVersion, row, newer: later.flatMap((one) => rowOf(message, one) ?? []) }];
    }),
  );
}

/** Where the ledger has the row of a version for a message's endpoint. */
export const placeOf = ({ partnerId, endpointId, articleId }: DeliveryMessage, { seq, event }: AnnouncedVersion) => ({
  partnerId,
  endpointId,
  seq,
  articleId,
  version: subjectOf(event).version,
});
