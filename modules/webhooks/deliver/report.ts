import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { isHubPartner } from '../hubSubscription.ts';
import type { DeliveryMessage } from '../deliveryMessage.ts';
import { promises } from '../../../platform/runtime/promises.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { measurePromise } from '../../../platform/runtime/measurePromise.ts';
import type { SettledDelivery } from './deliverBatch.ts';

/** Says in logs and metrics what became of a delivery; never what was in it. */
export function report(message: DeliveryMessage, what: SettledDelivery, { logger, metrics }: Telemetry): void {
  const { partnerId, endpointId, articleId, version } = message;
  const about = { partnerId, endpointId, articleId, version };
  if ('error' in what) {
    logger.error('delivery failed here', { ...about, error: what.error });
    return;
  }
  const { row, sent, disabled, tookSeconds, traceId } = what.delivered;
  const last = row?.history.at(-1);
  if (sent) {
    logger.info(`delivery ${row?.status ?? ''}`, {
      traceId,
      ...about,
      attempt: row?.attempts,
      status: last?.status,
      error: last?.error,
      milliseconds: last?.milliseconds,
    });
    metrics.addMetric(row?.status === 'delivered' ? 'DeliveriesMade' : 'AttemptsFailed', MetricUnit.Count, 1);
  }
  if (isHubPartner(partnerId)) {
    // Nobody answers for a subscriber that nobody knows, nor for how slow it is: their feed program renews, or it
    // polls.
    if (disabled !== undefined) metrics.addMetric('HubSubscribersLost', MetricUnit.Count, 1);
    return;
  }
  if (tookSeconds !== undefined) measurePromise(metrics, promises.deliver, tookSeconds);
  if (sent && row?.status === 'failed') metrics.addMetric('DeliveriesGivenUp', MetricUnit.Count, 1);
  if (disabled !== undefined) {
    logger.warn('endpoint disabled', { partnerId, endpointId, reason: disabled });
    metrics.addMetric('EndpointsDisabled', MetricUnit.Count, 1);
  }
}
