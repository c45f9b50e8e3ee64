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
    reason,
    attempts,
    history,
    responseCode,
    answer,
    nextTryAt: dueAt === undefined ? undefined : instant(new Date(dueAt * 1_000)),
    createdAt,
  };
}
