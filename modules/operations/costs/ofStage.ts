import { CloudWatchClient, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { priceOf } from '../../../pricing/prices.ts';
import type { Deployment } from '../deployment.ts';
import { amount } from './spending.ts';
import type { Spending, Spent } from './spending.ts';
import { dailySum, dimensionsOf, firewalled, functionKind, kinds } from './usedResources.ts';
import type { Resource } from './usedResources.ts';

/** CloudWatch answers so many metrics to one call. */
const perCall = 500;

/**
 * This month so far, from CloudWatch's own metrics at list prices: asking costs a tenth of a cent, and Cost Explorer a
 * cent.
 */
export async function spendingOfStage(
  { name: stage, region }: NonNullable<Deployment['stage']>,
  { resources, lambda }: Pick<Deployment, 'resources' | 'lambda'>,
  now: Date,
): Promise<Spending> {
  const monthStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
  const billed = (
    await Promise.all(
      withFirewall(resources).map(async (resource) =>
        (resource.type === 'AWS::Lambda::Function'
          ? [functionKind(await memoryOf(resource, lambda))]
          : (kinds[resource.type] ?? [])
        ).map((kind) => ({ resource, kind })),
      ),
    )
  ).flat();
  const asked = billed.flatMap(({ resource, kind }, index) =>
    kind.metrics.map((metric, nth) =>
      dailySum(`m${index}_${nth}`, kind.namespace, metric, dimensionsOf(kind, resource.address)),
    ),
  );
  const sums = await sumsOf(
    new CloudWatchClient({ region }),
    [
      ...asked,
      dailySum('mails', 'AWS/SES', 'Send'),
      dailySum('announced', `Caravan/${stage}`, 'EventsPublished', { service: 'publish' }),
    ],
    monthStart,
    now,
  );
  const spent = billed.map(({ resource, kind }, index): Spent => {
    const used = Object.fromEntries(kind.metrics.map((metric, nth) => [metric, sums.get(`m${index}_${nth}`) ?? 0]));
    const what = kind.index === undefined ? resource.id : `${resource.id}, index ${kind.index}`;
    return { what, service: kind.service, usage: kind.usage(used), dollars: kind.dollars(used, resource.address) };
  });
  const mails = sums.get('mails') ?? 0;
  return {
    since: `since ${monthStart.toISOString().slice(0, 10)} (UTC)`,
    spent: [
      ...spent,
      {
        what: 'mails of the whole account',
        service: 'ses',
        usage: `${amount(mails)} mails`,
        dollars: priceOf('ses', { messages: mails }),
      },
    ],
    announced: sums.get('announced') ?? 0,
    without:
      'the free tier; storage and backups; traces ($5 a million, of some 5 % of runs); what deliveries send out of AWS ' +
      "($0.09 a GB); the tables' key ($0.03 for 10,000 requests); and what a stage costs at rest (firewall, alarms, " +
      'dashboard: "caravan costs --idle"). Cost Explorer has it all, a day later',
  };
}

/** The distribution a second time, where a firewall stands before it. */
const withFirewall = (resources: readonly Resource[]): readonly Resource[] =>
  resources.some(({ type }) => type === 'AWS::WAFv2::WebACL')
    ? resources.flatMap((one) =>
        one.type === 'AWS::CloudFront::Distribution'
          ? [one, { ...one, id: `${one.id}, firewall`, type: firewalled }]
          : [one],
      )
    : resources;

async function memoryOf({ address }: Resource, lambda: LambdaClient): Promise<number> {
  return (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: address }))).MemorySize ?? 0;
}

async function sumsOf(
  client: CloudWatchClient,
  queries: readonly MetricDataQuery[],
  StartTime: Date,
  EndTime: Date,
): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (let first = 0; first < queries.length; first += perCall) {
    const pages = paginateGetMetricData(
      { client },
      { MetricDataQueries: queries.slice(first, first + perCall), StartTime, EndTime },
    );
    for await (const { MetricDataResults = [] } of pages) {
      for (const { Id = '', Values = [] } of MetricDataResults)
        sums.set(
          Id,
          Values.reduce((sum, value) => sum + value, sums.get(Id) ?? 0),
        );
    }
  }
  return sums;
}
