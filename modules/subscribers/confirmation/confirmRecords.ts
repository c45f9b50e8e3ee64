import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchItemFailure, SQSRecord } from 'aws-lambda';
import { confirmationSchema } from '../confirmationMessage.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { failureOf, readRecords } from '../../../platform/runtime/records.ts';
import { sendConfirmation } from './sendConfirmation.ts';
import type { Confirming, ConfirmationOutcome } from './sendConfirmation.ts';

/** Outcomes that are counted. */
const metricOf: Partial<Record<ConfirmationOutcome['what'], string>> = {
  taken: 'ConfirmationsSent',
  limited: 'ConfirmationsLimited',
  refused: 'ConfirmationsRefused',
};
/**
 * After these the message comes again. SES may have taken what is `unknown`: a question that comes twice does no harm,
 * one that never comes does.
 */
const comeAgain: readonly ConfirmationOutcome['what'][] = ['busy', 'full', 'stopped', 'put off', 'unknown'];

/**
 * Works off a batch of sign-ups, and says in logs and metrics what became of each; never to which address.
 * @param hide lets a message rest until it makes sense to try again
 */
export async function confirmRecords(
  records: readonly SQSRecord[],
  parts: Confirming,
  hide: (record: SQSRecord, untilMs: number) => Promise<void>,
  { logger, metrics }: Telemetry,
): Promise<SQSBatchItemFailure[]> {
  const { readable, failures } = readRecords(records, confirmationSchema);
  await Promise.all(
    readable.map(async ({ record, message }) => {
      const about = { subscriberId: parts.key.idOf(message.address), requestId: message.requestId };
      try {
        const { what, reason, notBeforeMs } = await sendConfirmation(message, parts);
        logger[what === 'stopped' || what === 'refused' ? 'error' : 'info'](`sign-up ${what}`, { ...about, reason });
        const metric = metricOf[what];
        if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
        if (!comeAgain.includes(what)) return;
        if (notBeforeMs !== undefined) await hide(record, notBeforeMs);
      } catch (error) {
        logger.error('sign-up failed here', { ...about, error });
      }
      failures.push(failureOf(record));
    }),
  );
  return failures;
}
