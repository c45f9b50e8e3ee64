import * as z from 'zod/mini';
import type { Endpoint } from '../domain/endpoint.ts';
import type { Instant } from '../domain/time.ts';
import type { Sealer } from './seal.ts';
import type { SigningSecret } from './sign.ts';

const materialSchema = z.object({ hmac: z.string(), ed25519: z.string() });
type Owner = Pick<Endpoint, 'partnerId' | 'id'>;
const placeOf = ({ partnerId, id }: Owner) => `${partnerId}/${id}`;

export const sealSecret = (secret: SigningSecret, owner: Owner, sealer: Sealer): string => sealer.seal(JSON.stringify(secret), placeOf(owner));

/** The secrets that an endpoint's webhooks are signed with now, the newest first. */
export function openSecrets(endpoint: Owner & Pick<Endpoint, 'secrets'>, sealer: Sealer, now: Instant): SigningSecret[] {
  const valid = endpoint.secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
  return valid.map(({ sealed }) => materialSchema.parse(JSON.parse(sealer.open(sealed, placeOf(endpoint)))));
}
