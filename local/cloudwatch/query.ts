import { TwinError } from '../twinError.ts';
import type { MetricName } from './metric.ts';
import { formula, type Point } from './metricMath.ts';
import type { MetricStore } from './metricStore.ts';
import { statistic } from './summary.ts';

/** A series to read, as a widget or an alarm asks for it. */
export type Query = { readonly id: string; readonly periodSeconds: number } & (
  { readonly metric: MetricName; readonly statistic: string } | { readonly expression: string }
);

/**
 * Reads a query's value over the period that ends at a moment. Windows slide, where CloudWatch's stand on full minutes:
 * here someone is watching.
 */
export function reader(store: MetricStore, queries: readonly Query[]): (id: string, endMs: number) => Point {
  const compiled = new Map(queries.map((query) => [query.id, compile(query)]));
  function compile(query: Query): (endMs: number) => Point {
    if ('expression' in query) {
      const compute = formula(query.expression);
      return (endMs) => compute((id) => read(id, endMs));
    }
    const take = statistic(query.statistic);
    return (endMs) => {
      const found = store.between(query.metric, endMs - query.periodSeconds * 1000, endMs);
      return found && take(found);
    };
  }
  function read(id: string, endMs: number): Point {
    const found = compiled.get(id);
    if (!found) throw new TwinError(`Metric math asks for ${id}; there are ${[...compiled.keys()].join(', ')}.`);
    return found(endMs);
  }
  return read;
}
