import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Telemetry } from '../../platform/runtime/lambda.ts';
import type { ApiOutcome } from './answer.ts';

/** Logs and counts a request and its answer; never a key, a secret or a body. */
export function reportApiRequest(
  { operation, partnerId, status }: ApiOutcome & { readonly status: number },
  { logger, metrics }: Telemetry,
): void {
  logger.info(`answered ${status}`, { operation, partnerId, status });
  metrics.addMetric(metricOf(status), MetricUnit.Count, 1);
}

function metricOf(status: number): string {
  if (status === 401) return 'RequestsUnauthorized';
  if (status === 429) return 'RequestsOverLimit';
  return status < 400 ? 'RequestsAnswered' : 'RequestsRefused';
}
