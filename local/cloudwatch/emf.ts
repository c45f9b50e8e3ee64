import * as z from 'zod';
import type { MetricName } from './metric.ts';

const emfSchema = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});
const valueSchema = z.union([z.number(), z.array(z.number())]);

export interface Measured {
  readonly metric: MetricName;
  readonly value: number;
  readonly atMs: number;
}

/**
 * The metrics of a line of a function's log; none where it is no embedded metric.
 * @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricsOf(line: unknown): Measured[] {
  const read = emfSchema.safeParse(line);
  if (!read.success) return [];
  const {
    _aws: { Timestamp: atMs, CloudWatchMetrics: directives },
    ...members
  } = read.data;
  return directives.flatMap(({ Namespace: namespace, Dimensions: sets, Metrics: metrics }) =>
    metrics.flatMap(({ Name: name }) => {
      const values = valueSchema.safeParse(members[name]);
      if (!values.success) return [];
      return sets.flatMap((set) => {
        const dimensions = Object.fromEntries(set.map((dimension) => [dimension, String(members[dimension])]));
        return [values.data].flat().map((value) => ({ metric: { namespace, name, dimensions }, value, atMs }));
      });
    }),
  );
}
