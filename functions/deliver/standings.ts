import type { DeliveriesTable } from '../shared/aws/deliveriesTable.ts';
import type { EditionsTable } from '../shared/aws/editionsTable.ts';
import type { EndpointsTable } from '../shared/aws/endpointsTable.ts';
import type { Delivery } from '../shared/domain/delivery.ts';
import type { Edition } from '../shared/domain/edition.ts';
import type { DeliveryMessage } from '../shared/events/delivery.ts';
import type { Standing } from './decide.ts';

export interface Tables {
  readonly endpoints: EndpointsTable;
  readonly editions: EditionsTable;
  readonly ledger: DeliveriesTable;
}

/**
 * Reads what is known of each message of a batch: the endpoints in one call, the ledger in one, and a query for each
 * article, which most batches share.
 */
export async function standingsOf(messages: readonly DeliveryMessage[], { endpoints, editions, ledger }: Tables): Promise<Standing[]> {
  const [known, announced] = await Promise.all([
    endpoints.getMany(messages),
    announcedFrom(messages, editions),
  ]);
  const editionsOf = ({ articleId, version }: DeliveryMessage) => (announced.get(articleId) ?? []).filter(({ event }) => event.article.version >= version);
  const places = messages.flatMap((message) =>
    editionsOf(message).map(({ seq, event }) => ({ partnerId: message.partnerId, endpointId: message.endpointId, seq, articleId: message.articleId, version: event.article.version })),
  );
  const rows = await ledger.getMany(places);
  const rowOf = ({ endpointId }: DeliveryMessage, { seq }: Edition): Delivery | undefined => rows.find((row) => row.endpointId === endpointId && row.seq === seq);
  return messages.map((message) => {
    const [edition, ...later] = editionsOf(message);
    const own = edition?.event.article.version === message.version ? edition : undefined;
    return {
      message,
      endpoint: known.find(({ id, partnerId }) => id === message.endpointId && partnerId === message.partnerId),
      edition: own,
      row: own && rowOf(message, own),
      newer: later.flatMap((one) => rowOf(message, one) ?? []),
    };
  });
}

/** The announced versions of each article, from the lowest that a message names on. */
async function announcedFrom(messages: readonly DeliveryMessage[], editions: EditionsTable): Promise<Map<string, Edition[]>> {
  const byArticle = Map.groupBy(messages, ({ articleId }) => articleId);
  const read = [...byArticle].map(async ([articleId, about]) => [articleId, await editions.ofArticle(articleId, Math.min(...about.map(({ version }) => version)))] as const);
  return new Map(await Promise.all(read));
}
