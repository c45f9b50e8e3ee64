import type { EndpointsTable } from '../../webhooks/endpointsTable.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import type { Partner } from '../../webhooks/partner.ts';
import { Problem } from '../../../platform/http/problem.ts';

/** @throws Problem 404, also where it is another partner's: ids of others are not confirmed */
export async function findWebhook(partner: Partner, id: string, endpoints: EndpointsTable): Promise<Endpoint> {
  const endpoint = await endpoints.get(partner.id, id);
  if (!endpoint) throw noWebhook(id);
  return endpoint;
}

export const noWebhook = (id: string): Problem =>
  new Problem(404, `You have no webhook ${id}: GET /v1/webhooks lists those that you have.`);

/** @throws Problem 409 */
export function refuseDisabled({ status, disabled }: Endpoint): void {
  if (status === 'enabled') return;
  throw new Problem(
    409,
    `The webhook is disabled${disabled ? ` (${disabled.reason})` : ''}: enable it first, with PATCH {"status": "enabled"}.`,
  );
}
