import { Problem } from '../../../platform/http/problem.ts';
import { instant } from '../../../platform/values/time.ts';
import { fits, partnerOfKey } from '../../webhooks/partners.ts';
import type { Partner, PartnersTable } from '../../webhooks/partners.ts';

/**
 * Finds the partner by the key of the Authorization header: one read.
 * @throws Problem 401, the same for a partner that does not exist and for a key that is wrong, expired, revoked or
 * missing
 */
export async function authenticate(
  authorization: string | undefined,
  partners: PartnersTable,
  now: Date,
): Promise<Partner> {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const id = partnerOfKey(key);
  const partner = id === undefined ? undefined : await partners.get(id);
  if (fits(partner, key, instant(now)) && partner) return partner;
  throw new Problem(
    401,
    'This needs a key that is valid now: send "Authorization: Bearer <your key>". Ask the operator for a new one where yours is lost.',
    {
      headers: { 'www-authenticate': 'Bearer' },
    },
  );
}
