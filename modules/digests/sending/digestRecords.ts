import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchItemFailure, SQSRecord } from 'aws-lambda';
import { epochSeconds } from '../../../platform/values/time.ts';
import { digestMessageSchema } from '../digestMessage.ts';
import type { DigestMessage } from '../digestMessage.ts';
import { promises } from '../../../platform/runtime/promises.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { measurePromise } from '../../../platform/runtime/measurePromise.ts';
import { failureOf, readRecords } from '../../../platform/runtime/records.ts';
import { digestBatch } from './digestBatch.ts';
import type { Digesting } from './digestBatch.ts';
import type { DigestOutcome, SettledDigest } from './outcome.ts';

/** What an outcome counts as; those that say nothing are not counted. */
const metricOf: Partial<Record<DigestOutcome, string>> = {
  taken: 'DigestsSent',
  empty: 'DigestsEmpty',
  'put off': 'DigestsPutOff',
  busy: 'DigestsPutOff',
  full: 'DigestsPutOff',
  stopped: 'MailStopped',
  refused: 'DigestsRefused',
  unknown: 'DigestsUnheard',
};

/** Makes and sends the digests of a batch, and says in logs and metrics what became of each; never to which address. */
export async function digestRecords(
  records: readonly SQSRecord[],
  parts: Digesting,
  { logger, metrics }: Telemetry,
): Promise<SQSBatchItemFailure[]> {
  const { readable, failures } = readRecords(records, digestMessageSchema);
  if (readable.length === 0) return failures;
  const settled = await digestBatch(
    readable.map(({ message }) => message),
    parts,
  );
  for (const [index, { record, message }] of readable.entries()) {
    const what = settled[index] ?? { error: new Error('The batch forgot this digest.') };
    tell(message, what);
    if ('error' in what) failures.push(failureOf(record));
  }
  return failures;

  function tell({ subscriberId, dueAt }: DigestMessage, what: SettledDigest): void {
    if ('error' in what) {
      logger.error('digest failed here', { subscriberId, dueAt, error: what.error });
      return;
    }
    const lateSeconds = epochSeconds(parts.now()) - dueAt;
    const level = what.outcome === 'stopped' || what.outcome === 'refused' ? 'error' : 'info';
    logger[level](`digest ${what.outcome}`, { subscriberId, dueAt, lateSeconds, reason: what.reason, cut: what.cut });
    const metric = metricOf[what.outcome];
    if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
    if (what.cut === true) metrics.addMetric('DigestsCut', MetricUnit.Count, 1);
    if (what.outcome === 'taken') measurePromise(metrics, promises.digest, lateSeconds);
  }
}
