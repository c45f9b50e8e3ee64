import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Promised } from './promises.ts';

/**
 * Enters how long one took that readers were promised, and whether that was in time. Both counts are written, one of
 * them 0: a metric of which nothing was ever written has no data, and no alarm is raised on it, however many were late.
 */
export function measurePromise(
  metrics: Metrics,
  { withinSeconds, seconds, inTime, late }: Promised,
  tookSeconds: number,
): void {
  metrics.addMetric(seconds, MetricUnit.Seconds, Math.max(0, tookSeconds));
  const isLate = tookSeconds > withinSeconds;
  metrics.addMetric(inTime, MetricUnit.Count, isLate ? 0 : 1);
  metrics.addMetric(late, MetricUnit.Count, isLate ? 1 : 0);
}
