import { dollarsPer, dollarsPerMonth, runLogBytes } from '../../../pricing/prices.ts';
import { amount } from './spending.ts';
import type { Spent } from './spending.ts';

/** A template as CDK synthesises it. */
export interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}

const hoursPerMonth = 730;
const minutesPerMonth = hoursPerMonth * 60;

/**
 * Long polls of an idle queue: each poller waits 20 seconds. "When traffic is low, Lambda scales back the processing to
 * five concurrent invokes, and can optimize to as few as 2 … However, this optimization is not available when you
 * enable the maximum concurrency setting" (Lambda developer guide, "Configuring scaling behavior for SQS event source
 * mappings"). Of FIFO queues it says nothing: five are counted.
 */
const pollers = { optimised: 2, otherwise: 5 } as const;
const pollsPerMinute = 3;

/** The time of a run with nothing to do, with room to spare: the twin's runs take a fifth of it. */
const quietRunSeconds = 0.1;
/**
 * DynamoDB asks for a table's key again after five minutes, for each role that uses the table (DynamoDB developer
 * guide, "Encryption at rest").
 */
const keyRequestsPerHour = 12;
/** A look at a due index that is empty; the hourly run looks at each shard of three. */
const quietReadUnits = { minute: 0.5, hour: 32 } as const;

type Properties = Readonly<Record<string, unknown>>;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const target = (value: unknown): string =>
  (value as { 'Fn::GetAtt'?: [string]; Ref?: string } | undefined)?.['Fn::GetAtt']?.[0] ??
  (value as { Ref?: string } | undefined)?.Ref ??
  '';

/** The cost of a stage in a month in which nothing happens, by part of the template. */
export function costsAtRest({ Resources }: Template): Spent[] {
  const of = (type: string): [id: string, properties: Properties][] =>
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === type)
      .map(([id, { Properties = {} }]) => [id, Properties]);
  const some = (what: string, service: string, count: number, each: number, unit: string): Spent[] =>
    count === 0 ? [] : [{ what, service, usage: `${count} ${unit}`, dollars: count * each }];

  const alarmMetrics = of('AWS::CloudWatch::Alarm').reduce(
    (sum, [, { Metrics }]) =>
      sum + Math.max(1, list(Metrics).filter((metric) => (metric as Properties)['MetricStat'] !== undefined).length),
    0,
  );
  const rules = of('AWS::WAFv2::WebACL').reduce((sum, [, { Rules }]) => sum + list(Rules).length, 0);
  return [
    ...some('alarms', 'cloudwatch', alarmMetrics, dollarsPerMonth.alarmMetric, 'metrics in alarms'),
    ...some(
      'alarms made of alarms',
      'cloudwatch',
      of('AWS::CloudWatch::CompositeAlarm').length,
      dollarsPerMonth.compositeAlarm,
      'composite alarms',
    ),
    ...some(
      'dashboard',
      'cloudwatch',
      of('AWS::CloudWatch::Dashboard').length,
      dollarsPerMonth.dashboard,
      'of more than 50 metrics',
    ),
    ...some('firewall', 'waf', of('AWS::WAFv2::WebACL').length, dollarsPerMonth.webAcl, 'web ACL'),
    ...some("firewall's rules", 'waf', rules, dollarsPerMonth.webAclRule, 'rule'),
    ...some('secrets', 'secretsmanager', of('AWS::SecretsManager::Secret').length, dollarsPerMonth.secret, 'secrets'),
    ...of('AWS::Lambda::EventSourceMapping').flatMap(([, mapping]) => longPolls(mapping, Resources)),
    ...of('AWS::Events::Rule').flatMap(([, rule]) => quietRuns(rule, Resources)),
  ];
}

function longPolls({ EventSourceArn, ScalingConfig }: Properties, resources: Template['Resources']): Spent[] {
  const queue = target(EventSourceArn);
  const { Type = '', Properties: { FifoQueue: fifo = false } = {} } = resources[queue] ?? {};
  if (Type !== 'AWS::SQS::Queue') return []; // what Lambda reads of a stream is free
  const requests =
    minutesPerMonth * pollsPerMinute * (fifo || ScalingConfig !== undefined ? pollers.otherwise : pollers.optimised);
  return [
    {
      what: queue,
      service: 'sqs',
      usage: `${amount(requests)} polls that bring nothing`,
      dollars: requests * (fifo ? dollarsPer.sqsFifoRequest : dollarsPer.sqsRequest),
    },
  ];
}

function quietRuns({ ScheduleExpression, Targets }: Properties, resources: Template['Resources']): Spent[] {
  const isEachMinute = ScheduleExpression === 'rate(1 minute)';
  if (!isEachMinute && ScheduleExpression !== 'rate(1 hour)')
    throw new Error(
      `What a schedule of ${JSON.stringify(ScheduleExpression)} costs at rest is not known: say it in modules/operations/costs/atRest.ts.`,
    );
  const runs = isEachMinute ? minutesPerMonth : hoursPerMonth;
  return list(Targets).flatMap((one): Spent[] => {
    const fn = target((one as Properties)['Arn']);
    const { MemorySize, TracingConfig } = (resources[fn]?.Properties ?? {}) as {
      MemorySize?: number;
      TracingConfig?: { Mode?: string };
    };
    const gigabyteSeconds = (runs * quietRunSeconds * (MemorySize ?? 128)) / 1_024;
    const traces = TracingConfig?.Mode === 'Active' ? runs : 0;
    const keyRequests = hoursPerMonth * (isEachMinute ? keyRequestsPerHour : 3); // one table, or three
    const dollars =
      runs * dollarsPer.invocation +
      gigabyteSeconds * dollarsPer.gigabyteSecond +
      runs * quietReadUnits[isEachMinute ? 'minute' : 'hour'] * dollarsPer.readUnit +
      (runs * runLogBytes * dollarsPer.logGigabyte) / 1e9 +
      traces * dollarsPer.trace +
      keyRequests * dollarsPer.keyRequest;
    return [
      {
        what: fn,
        service: 'lambda',
        usage: `${amount(runs)} runs, with reads, logs, keys${traces > 0 ? ' and traces' : ''}`,
        dollars,
      },
    ];
  });
}
