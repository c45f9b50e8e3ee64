import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { Sealer } from './seal.ts';
import type { SigningSecret } from './sign.ts';
import { createHmac } from 'node:crypto';

const materialSchema = z.object({ hmac: z.string(), ed25519: z.string() });
type Owner = Pick<Endpoint, 'partnerId' | 'id'>;
const placeOf = ({ partnerId, id }: Owner) => `${partnerId}/${id}`;

export const sealSecret = (secret: SigningSecret, owner: Owner, sealer: Sealer): string =>
  sealer.seal(JSON.stringify(secret), placeOf(owner));

export const openSecret = (sealed: string, owner: Owner, sealer: Sealer): SigningSecret =>
  materialSchema.parse(JSON.parse(sealer.open(sealed, placeOf(owner))));

const keptOpen = 1_000;

/**
 * Opens the secrets that an endpoint's webhooks are signed with now, the newest first, and keeps them open: a worker
 * posts to the same endpoints over and over.
 */
export function secretsOpener(
  sealer: Sealer,
): (endpoint: Owner & Pick<Endpoint, 'secrets'>, now: Instant) => SigningSecret[] {
  const open = new Map<string, SigningSecret>();
  return (endpoint, now) => {
    const valid = endpoint.secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
    return valid.map(({ sealed }) => {
      const known = open.get(sealed) ?? openSecret(sealed, endpoint, sealer);
      if (open.size >= keptOpen) open.clear();
      open.set(sealed, known);
      return known;
    });
  };
}

const hubPlaceOf = ({ partnerId, id }: Owner) => `hub.secret of ${partnerId}/${id}`;

/** The secret that a subscriber gave, as it lies in tables and queues. */
export const sealHubSecret = (secret: string, owner: Owner, sealer: Sealer): string =>
  sealer.seal(secret, hubPlaceOf(owner));

/** The value of X-Hub-Signature (WebSub, section 7.1). */
export function hubSignature(body: string, sealed: string, owner: Owner, sealer: Sealer): string {
  return `sha256=${createHmac('sha256', sealer.open(sealed, hubPlaceOf(owner)))
    .update(body)
    .digest('hex')}`;
}
