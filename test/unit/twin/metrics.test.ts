import { metricsOf } from '../../../local/cloudwatch/emf.ts';
import { formula } from '../../../local/cloudwatch/metricMath.ts';
import { MetricStore } from '../../../local/cloudwatch/metricStore.ts';
import { reader } from '../../../local/cloudwatch/query.ts';
import { statistic, summaryOf } from '../../../local/cloudwatch/summary.ts';

const line = (members: object, directive: object = {}) => ({
  _aws: {
    Timestamp: 5_000,
    CloudWatchMetrics: [
      { Namespace: 'Caravan/x', Dimensions: [['service']], Metrics: [{ Name: 'Polls', Unit: 'Count' }], ...directive },
    ],
  },
  service: 'ingest',
  ...members,
});
const metric = { namespace: 'Caravan/x', name: 'Polls', dimensions: { service: 'ingest' } };

describe('embedded metrics', () => {
  it('are read with their dimensions, one value or many', () => {
    expect(metricsOf(line({ Polls: [1, 2] }))).toEqual([
      { metric, value: 1, atMs: 5_000 },
      { metric, value: 2, atMs: 5_000 },
    ]);
    expect(
      metricsOf(line({ Polls: 3 }, { Dimensions: [['service'], []] })).map(({ metric: { dimensions } }) => dimensions),
    ).toEqual([{ service: 'ingest' }, {}]);
  });

  it.each([
    undefined,
    'text',
    {},
    { _aws: {} },
    { _aws: { Timestamp: 'now', CloudWatchMetrics: [] } },
    line({}),
    line({ Polls: 'many' }),
    line({ Polls: [1, 'two'] }),
  ])('are not seen in %j', (hostile) => {
    expect(metricsOf(hostile)).toEqual([]);
  });
});

describe('the store', () => {
  it('gives statistics of a window, and nothing for a window in which nothing was', () => {
    const store = new MetricStore();
    for (const value of [1, 2, 3, 4]) store.record(metric, value, value * 10_000);
    const valueAt = (name: string, endMs: number) =>
      reader(store, [{ id: 'm', metric, statistic: name, periodSeconds: 20 }])('m', endMs);
    expect(
      ['Sum', 'SampleCount', 'Average', 'Minimum', 'Maximum', 'p50', 'p99'].map((name) => valueAt(name, 45_000)),
    ).toEqual([7, 2, 3.5, 3, 4, 3, 4]);
    expect(valueAt('Sum', 10_000)).toBeUndefined();
  });

  it('takes what comes late into its own moment', () => {
    const store = new MetricStore();
    store.record(metric, 1, 60_000);
    store.record(metric, 5, 10_000);
    expect(store.between(metric, 0, 30_000)?.sum).toBe(5);
  });

  it('forgets after six hours', () => {
    const store = new MetricStore();
    store.record(metric, 1, 0);
    store.record(metric, 1, 7 * 3_600_000);
    expect(store.between(metric, 0, 1_000_000)).toBeUndefined();
  });

  it('counts what it does not keep for percentiles', () => {
    const store = new MetricStore();
    for (let value = 0; value < 1_000; value += 1) store.record(metric, value, 0);
    expect(store.between(metric, 0, 1)).toMatchObject({ count: 1_000, sum: 499_500, maximum: 999 });
    expect(store.between(metric, 0, 1)?.values).toHaveLength(100);
  });

  it('says which statistic it does not know', () => {
    expect(() => statistic('TM(10%:90%)')).toThrow('does not know the statistic TM(10%:90%)');
    expect(statistic('p99.9')(summaryOf([{ values: [1, 2], count: 2, sum: 3, minimum: 1, maximum: 2 }]))).toBe(2);
  });
});

describe('metric math', () => {
  const points: Record<string, number | undefined> = { a: 6, b: 3, zero: 0, none: undefined };
  it.each([
    ['a + b * 2', 12],
    ['(a - b) / b', 1],
    ['-a', -6],
    ['a / zero', undefined],
    ['a + none', undefined],
    ['FILL(none, 0) + a', 6],
    ['a >= 6', 1],
    ['a < b', 0],
    ['a == 6 && b == 4', 0],
    ['a == 6 || b == 4', 1],
    ['IF(a > b, a, b)', 6],
    ['IF(none, a, b)', undefined],
    ['MAX(a, b, none)', 6],
    ['MIN(a, b)', 3],
    ['SUM(a, b)', 9],
    ['MAX(none)', undefined],
    ['IF(FILL(b, 0) >= 3, FILL(b, 0) / (FILL(a, 0) + FILL(b, 0)) / 0.001, 0)', 333.333],
  ])('%s is %s', (expression, expected) => {
    const value = formula(expression)((id) => points[id]);
    if (expected === undefined) expect(value).toBeUndefined();
    else expect(value).toBeCloseTo(expected, 2);
  });

  it.each([
    ['ANOMALY_DETECTION_BAND(a)', 'the function ANOMALY_DETECTION_BAND'],
    ['a +', 'Expected expression'],
    ['a ^ b', 'the operator ^'],
    ['!a', 'the operator !'],
    ['a.b', 'MemberExpression'],
  ])('says that it cannot read %s', (expression, words) => {
    expect(() => formula(expression)).toThrow(words);
  });
});
