import { instant } from '../../platform/values/time.ts';
import type { AnnouncedVersion } from '../articles/announcedVersions.ts';
import { heldUntil } from '../articles/article.ts';
import type { LedgerPlace } from '../webhooks/deliveriesTable.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { Endpoint } from '../webhooks/endpoint.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';
import { receiptOf } from './receipt.ts';

/** One article's life, with all who hear of it. */
export type Trace = Awaited<ReturnType<typeof traceArticle>>;

/**
 * Reads an article's life: its row, its announced versions, its places in lists, and the ledger of every endpoint, a
 * hundred rows to a call.
 */
export async function traceArticle(
  id: string,
  { articles, announcedVersions, lists, endpoints, ledger }: OperatorClients,
) {
  const article = await articles.get(id);
  if (!article)
    throw new OperatorError(`There is no article ${id}. "caravan articles list" shows the newest, with their ids.`);
  const [announced, standing, unsorted] = await Promise.all([
    announcedVersions.ofArticle(id),
    lists.of(article),
    endpoints.all(),
  ]);
  const all = unsorted.toSorted(
    (a, b) => a.partnerId.localeCompare(b.partnerId) || a.createdAt.localeCompare(b.createdAt),
  );
  const places = announced.flatMap(({ seq, event }) =>
    all.map((endpoint) => ({
      partnerId: endpoint.partnerId,
      endpointId: endpoint.id,
      seq,
      articleId: id,
      version: event.article.version,
    })),
  );
  const rows = new Map((await ledger.getMany(places)).map((row) => [nameOf(row), row]));
  const { title, url, source, status, version, firstSeen, expiresAt, withdrawal } = article;
  const embargoUntil = heldUntil(article);
  return {
    id,
    title,
    url,
    source,
    status,
    version,
    firstSeen,
    embargoUntil,
    expiresAt,
    withdrawal,
    lists: standing.map((list) => (list.kind === 'all' ? 'all' : `${list.kind} ${list.slug}`)),
    versions: Array.from(
      { length: Math.max(version, ...announced.map(({ event }) => event.article.version)) },
      (_, index) => {
        const announcedVersion = announced.find(({ event }) => event.article.version === index + 1);
        return announcedVersion ? versionOf(announcedVersion, all, rows) : { version: index + 1 };
      },
    ),
  };
}

const nameOf = ({ partnerId, endpointId, seq }: Pick<LedgerPlace, 'partnerId' | 'endpointId' | 'seq'>) =>
  `${partnerId} ${endpointId} ${seq}`;

/** A version that was announced, and what became of it at each endpoint. */
function versionOf(
  announcedVersion: AnnouncedVersion,
  endpoints: readonly Endpoint[],
  rows: ReadonlyMap<string, Delivery>,
) {
  const { seq, loggedAt, event, takenBack = false } = announcedVersion;
  // The log keeps whole seconds: nothing is announced before it changed.
  const announcedAt = instant(new Date(Math.max(loggedAt * 1000, Date.parse(event.at))));
  return {
    version: event.article.version,
    type: event.type,
    title: event.article.title,
    reason: event.reason,
    seq,
    changedAt: event.at,
    announcedAt,
    takenBack,
    traceId: event.traceId,
    endpoints: endpoints.map((endpoint) =>
      receiptOf(
        endpoint,
        announcedVersion,
        announcedAt,
        rows.get(nameOf({ partnerId: endpoint.partnerId, endpointId: endpoint.id, seq })),
      ),
    ),
  };
}
