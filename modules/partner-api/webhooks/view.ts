import type { Endpoint } from '../../webhooks/endpoint.ts';
import type { Sealer } from '../../webhooks/seal.ts';
import { openSecret } from '../../webhooks/secrets.ts';
import { publicKeyOf } from '../../webhooks/sign.ts';
import type { SigningSecret } from '../../webhooks/sign.ts';
import type { WebhookView } from '../schemas/webhooks.ts';

/** A webhook as its partner sees it: field by field, so that nothing new of the row is shown unawares. */
export function endpointView(endpoint: Endpoint, secret?: SigningSecret): WebhookView {
  const {
    id,
    url,
    description,
    events,
    filter,
    content,
    signature,
    status,
    disabled,
    failingSince,
    lastFailure,
    createdAt,
    updatedAt,
  } = endpoint;
  return {
    id,
    url,
    description,
    events,
    filter,
    content,
    signature,
    status,
    disabled,
    failingSince,
    lastFailure,
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
