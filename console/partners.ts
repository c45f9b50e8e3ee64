import type { OperatorClients } from '../modules/operations/operatorClients.ts';
import type { Delivery } from '../modules/webhooks/delivery.ts';
import type { Endpoint } from '../modules/webhooks/endpoint.ts';

/** The page is pushed twice a second: what it reads stays small, however many partners there are. */
const shownEndpoints = 12;
const shownDeliveries = 8;

/** Partners' endpoints, those that need somebody first, each with its newest deliveries. */
export async function partnersOf({ endpoints, partners, ledger, articles }: OperatorClients) {
  const all = await endpoints.all();
  const shown = all
    .toSorted(
      (a, b) =>
        urgency(a) - urgency(b) || a.partnerId.localeCompare(b.partnerId) || a.createdAt.localeCompare(b.createdAt),
    )
    .slice(0, shownEndpoints);
  const ids = [...new Set(shown.map(({ partnerId }) => partnerId))];
  const [known, deliveries] = await Promise.all([
    Promise.all(ids.map((id) => partners.get(id))),
    Promise.all(shown.map(({ partnerId, id }) => ledger.ofEndpoint({ partnerId, endpointId: id }, shownDeliveries))),
  ]);
  const names = new Map(known.flatMap((partner) => (partner ? [[partner.id, partner.name]] : [])));
  const stories = await articles.getMany([...new Set(deliveries.flat().map(({ articleId }) => articleId))]);
  return {
    hidden: all.length - shown.length,
    endpoints: shown.map((endpoint, index) => ({
      ...headOf(endpoint),
      partner: names.get(endpoint.partnerId) ?? (endpoint.hub ? 'A feed program (WebSub)' : endpoint.partnerId),
      deliveries: (deliveries[index] ?? []).map((row) => deliveryOf(row, stories.get(row.articleId)?.title)),
    })),
  };
}

function urgency({ status, failingSince, disabled }: Endpoint): number {
  if (status === 'disabled') return disabled?.by === 'caravan' ? 0 : 2;
  return failingSince === undefined ? 3 : 1;
}

const headOf = ({ id, partnerId, url, description, status, disabled, failingSince, lastFailure, hub }: Endpoint) => ({
  isHub: hub !== undefined,
  id,
  partnerId,
  url,
  description,
  status,
  disabled,
  failingSince,
  lastFailure,
});

const deliveryOf = (
  { articleId, version, seq, type, status, reason, attempts, history, answer, dueAt }: Delivery,
  title = articleId,
) => ({
  articleId,
  version,
  seq,
  title,
  type,
  status,
  reason,
  attempts,
  history,
  answer,
  dueAt,
});
