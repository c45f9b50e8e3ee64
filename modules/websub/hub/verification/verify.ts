import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { randomBytes } from 'node:crypto';
import type { QueueWork } from '../../../../platform/runtime/queueHandler.ts';
import { epochSeconds, instant, plusSeconds } from '../../../../platform/values/time.ts';
import { articleEventTypes } from '../../../articles/event.ts';
import { filterOf } from '../../../articles/filter.ts';
import { enabledAnew, formerHubOwner, hears } from '../../../webhooks/endpoint.ts';
import type { Endpoint } from '../../../webhooks/endpoint.ts';
import type { EndpointsTable } from '../../../webhooks/endpointsTable.ts';
import { verificationSchema } from '../verificationMessage.ts';
import type { Verification } from '../verificationMessage.ts';
import { askCallback } from './askCallback.ts';
import type { CallbackClient } from './askCallback.ts';

type VerificationServices = CallbackClient & { readonly endpoints: EndpointsTable };

/**
 * The queue of verifications, callbacks side by side. One that does not confirm has refused: its subscriber may ask
 * again. An outcome is the reason why it did not, undefined where it did.
 */
export const verificationMessages: QueueWork<Verification, VerificationServices, string | undefined> = {
  schema: verificationSchema,
  each: async (verification, { endpoints, userAgent, allowLoopback }) => {
    const challenge = randomBytes(24).toString('base64url');
    const refusal = await askCallback(verification, challenge, { userAgent, allowLoopback });
    if (refusal === undefined) await applyVerified(verification, endpoints, new Date());
    return refusal;
  },
  report: (verification, what, { logger, metrics }) => {
    const about = factsOf(verification);
    if ('error' in what) {
      logger.error('verification failed here', { ...about, error: what.error });
      return;
    }
    const isConfirmed = what.outcome === undefined;
    logger.info(`subscription ${isConfirmed ? 'confirmed' : 'not confirmed'}`, { ...about, reason: what.outcome });
    metrics.addMetric(isConfirmed ? 'SubscriptionsConfirmed' : 'SubscriptionsNotConfirmed', MetricUnit.Count, 1);
  },
};

/** Does what a callback has confirmed: begins a subscription, renews it, or ends it. Done twice it is done once. */
async function applyVerified(
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
  // A subscriber whose lease goes on is still owed everything; one that begins anew, what comes from now on.
  await endpoints.change(
    owner,
    hears(before, epochSeconds(now)) ? lease : { ...lease, ...enabledAnew, hearsSince: at },
  );
}

const factsOf = ({ mode, callback, hub: { topic }, owner = formerHubOwner(callback, topic) }: Verification) => ({
  mode,
  topic,
  host: new URL(callback).host,
  endpointId: owner.id,
});
