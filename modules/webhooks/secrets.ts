import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { Sealer } from './seal.ts';
import type { SigningSecret } from './sign.ts';

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
