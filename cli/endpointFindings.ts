import type { OperatorClients } from '../functions/shared/aws/operatorClients.ts';
import type { Finding } from './finding.ts';
import { healthOf } from './endpointHealth.ts';
import { cut } from './output.ts';

/** What `caravan status` says of endpoints. One that a person disabled is meant to be, so it is named, but green. */
export async function endpointFindings({ endpoints }: Pick<OperatorClients, 'endpoints'>): Promise<Finding[]> {
  const all = await endpoints.all();
  const ill = all.filter(({ status, failingSince }) => status === 'disabled' || failingSince !== undefined);
  return [
    { what: 'endpoints', state: `${all.length} in all, ${all.length - ill.length} healthy`, green: true },
    ...ill.map((endpoint) => ({
      what: `endpoint ${endpoint.id} of ${endpoint.partnerId}`,
      state: cut([healthOf(endpoint), endpoint.status === 'disabled' ? undefined : endpoint.lastFailure].filter(Boolean).join(': '), 100),
      green: endpoint.status === 'disabled' && endpoint.disabled?.by !== 'caravan',
      help: `caravan webhooks ${endpoint.status === 'disabled' ? 'enable' : 'show'} ${endpoint.id}`,
    })),
  ];
}
