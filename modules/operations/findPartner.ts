import type { Partner } from '../webhooks/partners.ts';
import type { OperatorClients } from './operatorClients.ts';
import { OperatorError } from './operatorError.ts';

/** @throws OperatorError where there is none with this id */
export async function findPartner({ partners }: Pick<OperatorClients, 'partners'>, id: string): Promise<Partner> {
  const partner = await partners.get(id);
  if (!partner) throw noPartner(id);
  return partner;
}

export const noPartner = (id: string): OperatorError =>
  new OperatorError(`There is no partner ${id}. "caravan partners list" shows all.`);
