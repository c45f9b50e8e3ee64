import { instant } from '../../../platform/values/time.ts';
import { isOfComment } from '../../articles/event.ts';
import type { Delivery } from '../../webhooks/delivery.ts';
import { contentOf } from '../../webhooks/endpoint.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import { ownFilter } from '../../webhooks/entitlement.ts';
import { recoveryOf } from '../../webhooks/recovery.ts';
import { openSecret, publicKeyOf } from '../../webhooks/signing.ts';
import type { Sealer, SigningSecret } from '../../webhooks/signing.ts';
import type { DeliveryView } from '../schemas/answers/deliveries.ts';
import type { WebhookView } from '../schemas/answers/webhooks.ts';

/** A webhook as its partner sees it: field by field, so that nothing new of the row is shown unawares. */
export function endpointView(endpoint: Endpoint, secret?: SigningSecret): WebhookView {
  const {
    id,
    url,
    description,
    events,
    filter,
    signature,
    status,
    disabled,
    failingSince,
    lastFailure,
    ratePerMinute,
    headers,
    createdAt,
    updatedAt,
  } = endpoint;
  return {
    id,
    url,
    description,
    events,
    filter: ownFilter(filter),
    content: contentOf(endpoint),
    signature,
    status,
    disabled,
    failingSince,
    lastFailure,
    ratePerMinute,
    headerNames: headers?.names,
    recovery: recoveryOf(endpoint),
    createdAt,
    updatedAt,
    publicKey: signature === 'v1a' && secret ? publicKeyOf(secret) : undefined,
  };
}

/** The same, with the public key of one that is signed with v1a. */
export async function viewWithKey(endpoint: Endpoint, sealer: () => Promise<Sealer>): Promise<WebhookView> {
  return endpointView(endpoint, endpoint.signature === 'v1a' ? newestSecret(endpoint, await sealer()) : undefined);
}

/** The secret that a webhook's partner was given last. */
export function newestSecret(endpoint: Endpoint, sealer: Sealer): SigningSecret {
  const [newest] = endpoint.secrets;
  if (!newest) throw new Error(`The endpoint ${endpoint.id} has no secret.`);
  return openSecret(newest.sealed, endpoint, sealer);
}

export const deliveryIdOf = ({ articleId, version, end }: Pick<Delivery, 'articleId' | 'version' | 'end'>): string =>
  `${articleId}-${version}${end ? '-end' : ''}`;

/** A row of the ledger as its partner sees it. */
export function deliveryViewOf(row: Delivery): DeliveryView {
  const { articleId, version, type, status, reason, attempts, history, answer, dueAt, createdAt } = row;
  const responseCode = history.at(-1)?.status;
  return {
    id: deliveryIdOf(row),
    ...(isOfComment(type) ? { commentId: articleId } : { articleId }),
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
