import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { Promised } from '../events/promises.ts';

/** Enters how long one took that readers were promised, and whether that was in time. */
export function measurePromise(metrics: Metrics, { withinSeconds, seconds, inTime, late }: Promised, tookSeconds: number): void {
  metrics.addMetric(seconds, MetricUnit.Seconds, Math.max(0, tookSeconds));
  metrics.addMetric(tookSeconds <= withinSeconds ? inTime : late, MetricUnit.Count, 1);
}
