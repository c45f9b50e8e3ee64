import { instant } from '../../platform/values/time.ts';
import { keepEntitled } from '../webhooks/entitlement.ts';
import type { Entitlement } from '../webhooks/entitlement.ts';
import type { Partner } from '../webhooks/partners.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

/**
 * Says what a partner may have. Its endpoints are told at once of what they have no more.
 * @param entitlement undefined takes every limit away
 * @returns how many endpoints were changed
 */
export async function entitle(
  { id, name }: Partner,
  entitlement: Entitlement | undefined,
  clients: Pick<OperatorClients, 'partners' | 'endpoints' | 'recoveries' | 'sources'>,
  now: Date,
): Promise<number> {
  for (const source of entitlement?.sources ?? [])
    if ((await clients.sources.get(source)) === undefined)
      throw new OperatorError(`There is no source ${source}. "caravan sources list" shows what there is.`);
  if (entitlement?.until !== undefined && entitlement.until <= instant(now))
    throw new OperatorError(`The time in --until has passed: ${entitlement.until}.`);
  // the partner first: what it makes meanwhile stands within it already
  if (!(await clients.partners.change(id, { entitlement })))
    throw new OperatorError(`${name} was removed meanwhile. "caravan partners list" shows what there is.`);
  return keepEntitled(await clients.endpoints.ofPartner(id), entitlement, clients, now);
}
