import { createHmac } from 'node:crypto';
import type { Endpoint } from './endpoint.ts';
import type { Sealer } from './seal.ts';

type Owner = Pick<Endpoint, 'partnerId' | 'id'>;
const placeOf = ({ partnerId, id }: Owner) => `hub.secret of ${partnerId}/${id}`;

/** The secret that a subscriber gave, as it lies in tables and queues. */
export const sealHubSecret = (secret: string, owner: Owner, sealer: Sealer): string =>
  sealer.seal(secret, placeOf(owner));

/** The value of X-Hub-Signature (WebSub, section 7.1). */
export function hubSignature(body: string, sealed: string, owner: Owner, sealer: Sealer): string {
  return `sha256=${createHmac('sha256', sealer.open(sealed, placeOf(owner)))
    .update(body)
    .digest('hex')}`;
}
