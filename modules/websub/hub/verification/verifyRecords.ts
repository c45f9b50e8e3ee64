import { randomBytes } from 'node:crypto';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchItemFailure, SQSRecord } from 'aws-lambda';
import type { EndpointsTable } from '../../../webhooks/endpointsTable.ts';
import { formerHubOwner } from '../../../webhooks/hubSubscription.ts';
import { verificationSchema } from '../verificationMessage.ts';
import type { Verification } from '../verificationMessage.ts';
import type { Telemetry } from '../../../../platform/runtime/lambda.ts';
import { failureOf, readRecords } from '../../../../platform/runtime/records.ts';
import { askCallback } from './askCallback.ts';
import type { Asking } from './askCallback.ts';
import { applyVerified } from './applyVerified.ts';

/**
 * Asks the callbacks of a batch, side by side. A callback that does not confirm has refused: its subscriber may ask
 * again.
 */
export async function verifyRecords(
  records: readonly SQSRecord[],
  parts: Asking & { endpoints: EndpointsTable },
  { logger, metrics }: Telemetry,
): Promise<SQSBatchItemFailure[]> {
  const { readable, failures } = readRecords(records, verificationSchema);
  await Promise.all(
    readable.map(async ({ record, message }) => {
      try {
        await verify(message);
      } catch (error) {
        logger.error('verification failed here', { ...about(message), error });
        failures.push(failureOf(record));
      }
    }),
  );
  return failures;

  async function verify(intent: Verification): Promise<void> {
    const refusal = await askCallback(intent, randomBytes(24).toString('base64url'), parts);
    if (refusal === undefined) await applyVerified(intent, parts.endpoints, new Date());
    logger.info(refusal === undefined ? 'subscription confirmed' : 'subscription not confirmed', {
      ...about(intent),
      reason: refusal,
    });
    metrics.addMetric(
      refusal === undefined ? 'SubscriptionsConfirmed' : 'SubscriptionsNotConfirmed',
      MetricUnit.Count,
      1,
    );
  }
}

const about = ({ mode, callback, hub: { topic }, owner = formerHubOwner(callback, topic) }: Verification) => ({
  mode,
  topic,
  host: new URL(callback).host,
  endpointId: owner.id,
});
