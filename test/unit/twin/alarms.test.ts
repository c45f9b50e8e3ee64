import { alarmsOf, stateOf } from '../../../local/cloudwatch/alarm.ts';
import type { AlarmState } from '../../../local/cloudwatch/alarmRule.ts';
import { compositeRule } from '../../../local/cloudwatch/alarmRule.ts';
import { MetricStore } from '../../../local/cloudwatch/metricStore.ts';
import type { Resource, Stack } from '../../../local/template/stack.ts';

const _ = undefined;
describe('an alarm by its points', () => {
  it.each<[string, (number | undefined)[], number, 'missing' | 'ignore' | 'breaching' | 'notBreaching', AlarmState]>([
    ['all break', [5, 5, 5], 3, 'missing', 'ALARM'],
    ['two of three break, three are needed', [5, 5, 1], 3, 'missing', 'OK'],
    ['two of three break, two are needed', [5, 1, 5], 2, 'missing', 'ALARM'],
    ['one lacks and is passed over', [5, _, 5], 2, 'missing', 'ALARM'],
    ['one lacks and is no break', [5, _, 5], 3, 'notBreaching', 'OK'],
    ['one lacks and is a break', [5, _, 5], 3, 'breaching', 'ALARM'],
    ['all lack', [_, _, _], 3, 'missing', 'INSUFFICIENT_DATA'],
    ['all lack and are no break', [_, _, _], 3, 'notBreaching', 'OK'],
    ['all lack and are breaks', [_, _, _], 3, 'breaching', 'ALARM'],
    ['all lack and leave it as it was', [_, _, _], 3, 'ignore', 'ALARM'],
  ])('where %s', (_words, points, needed, missing, expected) => {
    expect(stateOf({ points, needed, missing, before: 'ALARM', breaks: (value) => value >= 5 })).toBe(expected);
  });
});

describe('a composite alarm', () => {
  const states: Record<string, AlarmState> = {
    a: 'ALARM',
    b: 'OK',
    'arn:aws:cloudwatch:us-east-1:0:AND or NOT': 'INSUFFICIENT_DATA',
  };
  it.each([
    ['ALARM("a")', true],
    ['ALARM(b)', 'Identifier'],
    ['OK("b") AND ALARM("a")', true],
    ['ALARM("b") OR ALARM("a")', true],
    ['NOT ALARM("a")', false],
    ['ALARM("a") AND NOT (OK("b") OR FALSE)', false],
    ['INSUFFICIENT_DATA("arn:aws:cloudwatch:us-east-1:0:AND or NOT")', true],
    ['TRUE', true],
    ['WARN("a")', 'CallExpression'],
    ['ALARM("a"', 'Unclosed'],
    ['AT_LEAST(1, ALARM, ("a"))', 'CallExpression'],
  ])('%s is %s', (rule, expected) => {
    const judged = () => compositeRule(rule)((name) => states[name] ?? 'OK');
    if (typeof expected === 'string') expect(judged).toThrow(rule);
    else expect(judged()).toBe(expected);
  });
});

describe('alarms of a template', () => {
  const settings = {
    Namespace: 'N',
    MetricName: 'Errors',
    Period: 60,
    Statistic: 'Sum',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 2,
    EvaluationPeriods: 2,
  };
  const stackOf = (properties: object): Stack =>
    ({
      ofType: (type: string) =>
        type === 'AWS::CloudWatch::Alarm'
          ? [{ id: 'Late', name: 'late', arn: 'arn', properties } as unknown as Resource]
          : [],
    }) as unknown as Stack;
  const stateAt = (properties: object, values: readonly [number, number][], nowMs: number) => {
    const store = new MetricStore();
    for (const [atMs, value] of values) store.record({ namespace: 'N', name: 'Errors', dimensions: {} }, value, atMs);
    const [alarm] = alarmsOf(stackOf(properties));
    return alarm && 'state' in alarm ? alarm.state(store, nowMs, 'OK') : undefined;
  };

  it('look at their last periods alone', () => {
    expect(
      stateAt(
        settings,
        [
          [10_000, 3],
          [70_000, 3],
        ],
        120_000,
      ),
    ).toBe('ALARM');
    expect(
      stateAt(
        settings,
        [
          [10_000, 3],
          [70_000, 2],
        ],
        120_000,
      ),
    ).toBe('OK');
    expect(
      stateAt(
        settings,
        [
          [10_000, 3],
          [70_000, 3],
        ],
        400_000,
      ),
    ).toBe('INSUFFICIENT_DATA');
  });

  it('compute with metric math over the period of their metrics', () => {
    const { Threshold, ComparisonOperator } = settings;
    const math = {
      Threshold,
      ComparisonOperator,
      EvaluationPeriods: 1,
      Metrics: [
        { Id: 'e', Expression: 'FILL(m, 0) * 2' },
        {
          Id: 'm',
          ReturnData: false,
          MetricStat: { Metric: { Namespace: 'N', MetricName: 'Errors' }, Period: 300, Stat: 'Sum' },
        },
      ],
    };
    expect(
      stateAt(
        math,
        [
          [10_000, 1],
          [200_000, 1],
        ],
        250_000,
      ),
    ).toBe('ALARM');
    expect(stateAt(math, [[10_000, 1]], 250_000)).toBe('OK');
  });

  it.each([
    [{ ...settings, ThresholdMetricId: 'band' }, 'ThresholdMetricId'],
    [{ ...settings, Period: undefined }, 'names no metric'],
    [{ ...settings, ComparisonOperator: 'Odd' }, 'ComparisonOperator'],
  ])('that it would misread are refused by name', (properties, words) => {
    expect(() => alarmsOf(stackOf(properties))).toThrow(words);
  });
});
