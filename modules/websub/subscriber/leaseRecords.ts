import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchItemFailure, SQSRecord } from 'aws-lambda';
import { leaseSchema } from '../../sources/leaseMessage.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { failureOf, readRecords } from '../../../platform/runtime/records.ts';
import { askForLease } from './askForLease.ts';
import type { Leasing } from './askForLease.ts';

/** Works off a batch of leases to ask for, hubs side by side, and says what became of each; never to which callback. */
export async function leaseRecords(
  records: readonly SQSRecord[],
  parts: Leasing,
  { logger, metrics }: Telemetry,
): Promise<SQSBatchItemFailure[]> {
  const { readable, failures } = readRecords(records, leaseSchema);
  await Promise.all(
    readable.map(async ({ record, message }) => {
      try {
        const { what, refusal } = await askForLease(message, parts, new Date());
        logger.info(`lease ${what}`, { ...message, refusal });
        if (what === 'refused') metrics.addMetric('LeasesRefused', MetricUnit.Count, 1);
      } catch (error) {
        logger.error('lease failed here', { ...message, error });
        failures.push(failureOf(record));
      }
    }),
  );
  return failures;
}
