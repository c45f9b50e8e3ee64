import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * Counts what there was, and writes no 0: CloudWatch bills a metric for each hour in which it is written ($0.30 a
 * month), whatever it says.
 */
export function countSome(metrics: Metrics, name: string, count: number): void {
  if (count > 0) metrics.addMetric(name, MetricUnit.Count, count);
}
