import { keyOf, type MetricName } from './metric.ts';
import { summaryOf, type Summary } from './summary.ts';

interface Bucket {
  readonly startMs: number;
  readonly values: number[];
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
}

const bucketMs = 5_000;
/** The longest window that an alarm looks back on is six hours. */
const keptMs = 6 * 3_600_000 + 300_000;
/**
 * Of a bucket's values so many are kept for percentiles; the rest are only counted. A series holds at most 4,400
 * buckets.
 */
const keptValues = 100;

/** The last six hours of metrics, in memory, in buckets of five seconds. */
export class MetricStore {
  readonly #series = new Map<string, Bucket[]>();
  readonly #namespaces = new Set<string>();

  record(metric: MetricName, value: number, atMs: number): void {
    const key = keyOf(metric);
    const buckets = this.#series.get(key) ?? [];
    this.#series.set(key, buckets);
    this.#namespaces.add(metric.namespace);
    const startMs = Math.floor(atMs / bucketMs) * bucketMs;
    const index = buckets.findLastIndex((bucket) => bucket.startMs <= startMs);
    const found = buckets[index];
    const bucket =
      found?.startMs === startMs
        ? found
        : { startMs, values: [], count: 0, sum: 0, minimum: Infinity, maximum: -Infinity };
    if (bucket !== found) buckets.splice(index + 1, 0, bucket);
    bucket.count += 1;
    bucket.sum += value;
    bucket.minimum = Math.min(bucket.minimum, value);
    bucket.maximum = Math.max(bucket.maximum, value);
    if (bucket.values.length < keptValues) bucket.values.push(value);
    while (buckets[0] !== undefined && buckets[0].startMs < atMs - keptMs) buckets.shift();
  }

  /** Whether anything of this namespace was ever recorded: nothing here measures SES's reputation or a bill. */
  knows(namespace: string): boolean {
    return this.#namespaces.has(namespace);
  }

  /** The values of the buckets that begin within a time; undefined where there are none. */
  between(metric: MetricName, fromMs: number, toMs: number): Summary | undefined {
    const found = (this.#series.get(keyOf(metric)) ?? []).filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
    return found.length === 0 ? undefined : summaryOf(found);
  }
}
