import type { Endpoint } from '../../webhooks/endpoint.ts';
import type { Sealer } from '../../webhooks/seal.ts';
import { openSecret } from '../../webhooks/secrets.ts';
import type { SigningSecret } from '../../webhooks/sign.ts';

/** The secret that a webhook's partner was given last. */
export function newestSecret(endpoint: Endpoint, sealer: Sealer): SigningSecret {
  const [newest] = endpoint.secrets;
  if (!newest) throw new Error(`The endpoint ${endpoint.id} has no secret.`);
  return openSecret(newest.sealed, endpoint, sealer);
}
