import * as z from 'zod';
import type { Resource, Stack } from '../template/stack.ts';
import { TwinError } from '../twinError.ts';
import { compositeRule, type AlarmRule, type AlarmState } from './alarmRule.ts';
import type { Point } from './metricMath.ts';
import type { MetricStore } from './metricStore.ts';
import { reader, type Query } from './query.ts';

const dimensionsSchema = z.optional(z.array(z.object({ Name: z.string(), Value: z.string() })));
const common = {
  Tags: z.optional(z.unknown()),
  AlarmName: z.optional(z.string()),
  AlarmDescription: z.optional(z.string()),
  AlarmActions: z.optional(z.array(z.string())),
};
/** Strict: what the twin did not know and passed over would make its alarms a lie. */
const alarmSchema = z.strictObject({
  ...common,
  ComparisonOperator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  Threshold: z.number(),
  EvaluationPeriods: z.int(),
  DatapointsToAlarm: z.optional(z.int()),
  TreatMissingData: z._default(z.enum(['missing', 'breaching', 'notBreaching', 'ignore']), 'missing'),
  Namespace: z.optional(z.string()),
  MetricName: z.optional(z.string()),
  Dimensions: dimensionsSchema,
  Period: z.optional(z.int()),
  Statistic: z.optional(z.string()),
  ExtendedStatistic: z.optional(z.string()),
  Unit: z.optional(z.string()),
  Metrics: z.optional(
    z.array(
      z.strictObject({
        Id: z.string(),
        Expression: z.optional(z.string()),
        Label: z.optional(z.string()),
        ReturnData: z._default(z.boolean(), true),
        Period: z.optional(z.int()),
        MetricStat: z.optional(
          z.strictObject({
            Metric: z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensionsSchema }),
            Period: z.int(),
            Stat: z.string(),
            Unit: z.optional(z.string()),
          }),
        ),
      }),
    ),
  ),
});
const compositeSchema = z.strictObject({ ...common, AlarmRule: z.string() });

/** The input of an alarm's state: the values of its last periods, oldest first, or the states of other alarms. */
export type Alarm = {
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  /** Whether somebody is told; the parts of a composite alarm tell nobody. */
  readonly tells: boolean;
} & (
  | { readonly rule: AlarmRule }
  | { readonly namespaces: readonly string[]; state(store: MetricStore, nowMs: number, before: AlarmState): AlarmState }
);

const breaks: Record<
  z.output<typeof alarmSchema>['ComparisonOperator'],
  (value: number, threshold: number) => boolean
> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/** The alarms of a template, those made of others last. */
export const alarmsOf = (stack: Stack): Alarm[] => [
  ...stack.ofType('AWS::CloudWatch::Alarm').map(metricAlarm),
  ...stack.ofType('AWS::CloudWatch::CompositeAlarm').map((resource) => {
    const { AlarmRule: rule, ...rest } = read(compositeSchema, resource);
    return { ...described(resource, rest), rule: compositeRule(rule) };
  }),
];

function metricAlarm(resource: Resource): Alarm {
  const settings = read(alarmSchema, resource);
  const {
    Threshold: threshold,
    EvaluationPeriods: periods,
    DatapointsToAlarm: needed = periods,
    TreatMissingData: missing,
  } = settings;
  const { queries, returned } = queriesOf(settings, resource.id);
  const periodMs = returned.periodSeconds * 1000;
  const breaking = breaks[settings.ComparisonOperator];
  return {
    ...described(resource, settings),
    namespaces: queries.flatMap((query) => ('metric' in query ? [query.metric.namespace] : [])),
    state(store, nowMs, before) {
      const valueAt = reader(store, queries);
      const points = Array.from({ length: periods }, (_, index) =>
        valueAt(returned.id, nowMs - (periods - 1 - index) * periodMs),
      );
      return stateOf({ points, needed, missing, before, breaks: (value) => breaking(value, threshold) });
    },
  };
}

/**
 * The state of an alarm by the points of its last periods.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function stateOf({
  points,
  needed,
  missing,
  before,
  breaks: breaking,
}: {
  points: readonly Point[];
  needed: number;
  missing: z.output<typeof alarmSchema>['TreatMissingData'];
  before: AlarmState;
  breaks: (value: number) => boolean;
}): AlarmState {
  const present = points.filter((point) => point !== undefined);
  if (present.length === 0 && missing === 'missing') return 'INSUFFICIENT_DATA';
  if (present.length === 0 && missing === 'ignore') return before;
  const broken = present.filter(breaking).length + (missing === 'breaching' ? points.length - present.length : 0);
  return broken >= needed ? 'ALARM' : 'OK';
}

function queriesOf(settings: z.output<typeof alarmSchema>, id: string): { queries: Query[]; returned: Query } {
  const named = (dimensions: z.output<typeof dimensionsSchema>) =>
    Object.fromEntries((dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
  const {
    Namespace: namespace,
    MetricName: name,
    Dimensions,
    Period,
    Statistic = settings.ExtendedStatistic,
    Metrics = [],
  } = settings;
  if (namespace !== undefined && name !== undefined && Period !== undefined && Statistic !== undefined) {
    const query = {
      id: 'metric',
      metric: { namespace, name, dimensions: named(Dimensions) },
      statistic: Statistic,
      periodSeconds: Period,
    };
    return { queries: [query], returned: query };
  }
  // An expression has the period of the metrics that it is made of.
  const periodSeconds = Math.max(...Metrics.map(({ MetricStat, Period: own = 0 }) => MetricStat?.Period ?? own));
  const queries = Metrics.map(({ Id, Expression = '', MetricStat: stat }): Query =>
    stat
      ? {
          id: Id,
          metric: {
            namespace: stat.Metric.Namespace,
            name: stat.Metric.MetricName,
            dimensions: named(stat.Metric.Dimensions),
          },
          statistic: stat.Stat,
          periodSeconds: stat.Period,
        }
      : { id: Id, expression: Expression, periodSeconds },
  );
  const returned = queries.find((query) => query.id === Metrics.find(({ ReturnData }) => ReturnData)?.Id);
  if (!returned) throw new TwinError(`The alarm ${id} names no metric, and nothing that it returns.`);
  return { queries, returned };
}

const described = (
  { arn, name }: Resource,
  {
    AlarmName,
    AlarmDescription,
    AlarmActions,
  }: { AlarmName?: string | undefined; AlarmDescription?: string | undefined; AlarmActions?: string[] | undefined },
) => ({ arn, name: AlarmName ?? name, description: AlarmDescription ?? '', tells: (AlarmActions ?? []).length > 0 });

function read<Schema extends z.ZodType>(schema: Schema, { id, properties }: Resource): z.output<Schema> {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new TwinError(`The twin's CloudWatch cannot run the alarm ${id}: ${z.prettifyError(parsed.error)}`);
}
