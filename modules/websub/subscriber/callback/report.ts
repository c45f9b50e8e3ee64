import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Telemetry } from '../../../../platform/runtime/lambda.ts';
import type { Answered } from './answer.ts';
import type { CallbackOutcome } from './callbackOutcome.ts';

const metricOf: Partial<Record<CallbackOutcome['what'], string>> = {
  granted: 'LeasesGranted',
  denied: 'LeasesRefused',
  taken: 'PushesTaken',
  unsigned: 'PushesUnsigned',
};

/** Says in logs and metrics what a hub brought about; never its token, its challenge, or what it pushed. */
export function report({ result: { statusCode }, sourceId, deed }: Answered, { logger, metrics }: Telemetry): void {
  logger.info(`callback ${deed?.what ?? 'refused'}`, { sourceId, status: statusCode, poll: deed?.poll });
  const metric = deed && metricOf[deed.what];
  if (metric !== undefined) metrics.addMetric(metric, MetricUnit.Count, 1);
}
