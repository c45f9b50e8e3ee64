import type { Delivery } from '../../webhooks/delivery.ts';
import { instant } from '../../../platform/values/time.ts';
import type { DeliveryView } from '../schemas/deliveries.ts';

export const deliveryIdOf = ({ articleId, version, end }: Pick<Delivery, 'articleId' | 'version' | 'end'>): string =>
  `${articleId}-${version}${end ? '-end' : ''}`;

/** A row of the ledger as its partner sees it. */
export function deliveryViewOf(row: Delivery): DeliveryView {
  const { articleId, version, type, status, reason, attempts, history, answer, dueAt, createdAt } = row;
  const responseCode = history.at(-1)?.status;
  return {
    id: deliveryIdOf(row),
    articleId,
    version,
    type,
    status,
    ...(reason !== undefined && { reason }),
    attempts,
    history,
    ...(responseCode !== undefined && { responseCode }),
    ...(answer !== undefined && { answer }),
    ...(dueAt !== undefined && { nextTryAt: instant(new Date(dueAt * 1_000)) }),
    createdAt,
  };
}
