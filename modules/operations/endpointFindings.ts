import type { OperatorClients } from './operatorClients.ts';
import { hears } from '../webhooks/endpoint.ts';
import { epochSeconds } from '../../platform/values/time.ts';
import type { Finding } from './finding.ts';
import { healthOf } from './endpointHealth.ts';
import { cut } from './words.ts';

/**
 * Findings of `caravan status` about endpoints. One that a person disabled is named, but green;
 * strangers who subscribed at the hub are counted, as nobody here can mend theirs.
 */
export async function endpointFindings({ endpoints }: Pick<OperatorClients, 'endpoints'>): Promise<Finding[]> {
  const all = await endpoints.all();
  const [ours, strangers] = [
    all.filter(({ hub }) => hub === undefined),
    all.filter((endpoint) => endpoint.hub && hears(endpoint, epochSeconds(new Date()))),
  ];
  const ill = ours.filter(({ status, failingSince }) => status === 'disabled' || failingSince !== undefined);
  return [
    { what: 'endpoints', state: `${ours.length} in all, ${ours.length - ill.length} healthy`, green: true },
    ...(strangers.length > 0
      ? [
          {
            what: 'hub',
            state:
              `${strangers.length} subscribed, ` +
              `${strangers.filter(({ failingSince }) => failingSince !== undefined).length} of them failing`,
            green: true,
          },
        ]
      : []),
    ...ill.map((endpoint) => ({
      what: `endpoint ${endpoint.id} of ${endpoint.partnerId}`,
      state: cut(
        [healthOf(endpoint), endpoint.status === 'disabled' ? undefined : endpoint.lastFailure]
          .filter(Boolean)
          .join(': '),
        100,
      ),
      green: endpoint.status === 'disabled' && endpoint.disabled?.by !== 'caravan',
      help: `caravan webhooks ${endpoint.status === 'disabled' ? 'enable' : 'show'} ${endpoint.id}`,
    })),
  ];
}
