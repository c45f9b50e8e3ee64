import { TwinError } from '../twinError.ts';

/** Values of a period: whole for percentiles (as far as they were kept), and summed up. */
export interface Summary {
  readonly values: readonly number[];
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

export const summaryOf = (parts: readonly Summary[]): Summary => ({
  values: parts.flatMap(({ values }) => values),
  count: parts.reduce((sum, { count }) => sum + count, 0),
  sum: parts.reduce((total, { sum }) => total + sum, 0),
  minimum: Math.min(...parts.map(({ minimum }) => minimum)),
  maximum: Math.max(...parts.map(({ maximum }) => maximum)),
});

const plain: Record<string, (summary: Summary) => number> = {
  Sum: ({ sum }) => sum,
  SampleCount: ({ count }) => count,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
};

/**
 * A statistic as CloudWatch names it: Sum, SampleCount, Average, Minimum, Maximum, or a percentile such as p99 or
 * p99.9.
 */
export function statistic(name: string): (summary: Summary) => number {
  const known = plain[name];
  if (known) return known;
  const percent = Number(/^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1] ?? NaN);
  if (Number.isNaN(percent))
    throw new TwinError(
      `The twin's CloudWatch does not know the statistic ${name}: Sum, SampleCount, Average, Minimum, Maximum and pNN it does.`,
    );
  return ({ values }) => {
    const sorted = values.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
  };
}
