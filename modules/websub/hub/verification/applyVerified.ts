import type { EndpointsTable } from '../../../webhooks/endpointsTable.ts';
import { enabledAnew, hears } from '../../../webhooks/endpoint.ts';
import type { Endpoint } from '../../../webhooks/endpoint.ts';
import { formerHubOwner } from '../../../webhooks/hubSubscription.ts';
import { filterOf } from '../../../articles/listName.ts';
import { epochSeconds, instant, plusSeconds } from '../../../../platform/values/time.ts';
import type { Verification } from '../verificationMessage.ts';
import { articleEventTypes } from '../../../articles/eventTypes.ts';

/** Does what a callback has confirmed: begins a subscription, renews it, or ends it. Done twice it is done once. */
export async function applyVerified(
  { mode, callback, hub, leaseSeconds, owner = formerHubOwner(callback, hub.topic), doubles = [] }: Verification,
  endpoints: EndpointsTable,
  now: Date,
): Promise<void> {
  for (const double of doubles) await endpoints.remove(double.partnerId, double.id);
  if (mode === 'unsubscribe') {
    await endpoints.remove(owner.partnerId, owner.id);
    return;
  }
  const at = instant(now);
  const lease = {
    url: callback,
    description: `WebSub: ${hub.topic}`,
    hub: { ...hub, leaseUntil: plusSeconds(epochSeconds(now), leaseSeconds) },
    updatedAt: at,
  };
  const endpoint: Endpoint = {
    ...owner,
    ...lease,
    events: [...articleEventTypes],
    filter: filterOf(hub.list),
    content: 'full',
    signature: 'v1',
    secrets: [],
    status: 'enabled',
    createdAt: at,
    hearsSince: at,
  };
  const before = await endpoints.get(owner.partnerId, owner.id);
  if (before === undefined) {
    await endpoints.add(endpoint); // where one stands by now, the same message came twice
    return;
  }
  // Whose lease goes on is owed what they were owed; whoever begins anew, what comes from now on.
  await endpoints.change(
    owner,
    hears(before, epochSeconds(now)) ? lease : { ...lease, ...enabledAnew, hearsSince: at },
  );
}
