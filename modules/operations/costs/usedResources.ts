import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { dollarsPer, priceOf } from '../../../pricing/prices.ts';
import { dueIndexName } from '../../articles/articlesTable.ts';
import type { Deployment } from '../deployment.ts';
import { amount } from './spending.ts';

type Sums = Readonly<Record<string, number>>;

/** How CloudWatch names the use of one type of resource, and what it means in dollars. */
interface Kind {
  readonly service: string;
  readonly namespace: string;
  readonly dimension: string;
  /** A part of the resource that CloudWatch counts by itself. */
  readonly index?: string;
  readonly metrics: readonly string[];
  /** Further dimensions, the same for all. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** The dimension's value, from the resource's physical name or address. */
  readonly name: (address: string) => string;
  dollars(sums: Sums, address: string): number;
  usage(sums: Sums): string;
}

const last = (address: string): string => address.split(/[/:]/).at(-1) ?? address;
const of = (sums: Sums, name: string): number => sums[name] ?? 0;
const requestsOf = (sums: Sums): number => Object.values(sums).reduce((sum, value) => sum + value, 0);

const table: Kind = {
  service: 'dynamodb',
  namespace: 'AWS/DynamoDB',
  dimension: 'TableName',
  metrics: ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits'],
  name: last,
  dollars: (sums) =>
    priceOf('dynamodb', {
      readUnits: of(sums, 'ConsumedReadCapacityUnits'),
      writeUnits: of(sums, 'ConsumedWriteCapacityUnits'),
    }),
  usage: (sums) =>
    `${amount(of(sums, 'ConsumedReadCapacityUnits'))} read and ${amount(of(sums, 'ConsumedWriteCapacityUnits'))} write units`,
};

/** A distribution as its firewall sees it. */
export const firewalled = 'distribution behind a firewall';
const edge = {
  namespace: 'AWS/CloudFront',
  dimension: 'DistributionId',
  fixed: { Region: 'Global' },
  name: (address: string) => address,
};

/** The types of resources that are billed by use. */
export const kinds: Readonly<Record<string, readonly Kind[]>> = {
  'AWS::DynamoDB::Table': [table, { ...table, index: dueIndexName }],
  'AWS::SQS::Queue': [
    {
      // Batches bill as one request, and each counts its messages here: this is the most that it can be.
      service: 'sqs',
      namespace: 'AWS/SQS',
      dimension: 'QueueName',
      metrics: ['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted', 'NumberOfEmptyReceives'],
      name: last,
      dollars: (sums, address) => priceOf('sqs', { requests: requestsOf(sums), fifo: address.endsWith('.fifo') }),
      usage: (sums) => `${amount(requestsOf(sums))} requests at most`,
    },
  ],
  'AWS::SNS::Topic': [
    {
      service: 'sns',
      namespace: 'AWS/SNS',
      dimension: 'TopicName',
      metrics: ['NumberOfMessagesPublished'],
      name: last,
      dollars: (sums) => priceOf('sns', { requests: requestsOf(sums) }),
      usage: (sums) => `${amount(requestsOf(sums))} messages`,
    },
  ],
  'AWS::Logs::LogGroup': [
    {
      service: 'logs',
      namespace: 'AWS/Logs',
      dimension: 'LogGroupName',
      metrics: ['IncomingBytes'],
      name: (address) => address,
      dollars: (sums) => priceOf('logs', { bytes: requestsOf(sums) }),
      usage: (sums) => `${amount(requestsOf(sums) / 1e6)} MB`,
    },
  ],
  'AWS::CloudFront::Distribution': [
    {
      ...edge,
      service: 'cloudfront',
      metrics: ['Requests', 'BytesDownloaded'],
      dollars: (sums) => priceOf('cloudfront', { requests: of(sums, 'Requests'), bytes: of(sums, 'BytesDownloaded') }),
      usage: (sums) => `${amount(of(sums, 'Requests'))} requests, ${amount(of(sums, 'BytesDownloaded') / 1e9)} GB out`,
    },
  ],
  // each request at the edge passes it, whether the edge has a copy or not
  [firewalled]: [
    {
      ...edge,
      service: 'waf',
      metrics: ['Requests'],
      dollars: (sums) => priceOf('waf', { requests: of(sums, 'Requests') }),
      usage: (sums) => `${amount(of(sums, 'Requests'))} requests looked at`,
    },
  ],
  'AWS::ApiGatewayV2::Api': [
    {
      service: 'apigateway',
      namespace: 'AWS/ApiGateway',
      dimension: 'ApiId',
      metrics: ['Count'],
      name: last,
      dollars: (sums) => priceOf('apigateway', { requests: requestsOf(sums) }),
      usage: (sums) => `${amount(requestsOf(sums))} requests`,
    },
  ],
};

/** A function, whose price is its memory's too. @param memoryMegabytes as it is configured */
export const functionKind = (memoryMegabytes: number): Kind => {
  const gigabyteSeconds = (sums: Sums): number => (of(sums, 'Duration') / 1_000) * (memoryMegabytes / 1_024);
  return {
    service: 'lambda',
    namespace: 'AWS/Lambda',
    dimension: 'FunctionName',
    metrics: ['Invocations', 'Duration'],
    name: last,
    dollars: (sums) =>
      of(sums, 'Invocations') * dollarsPer.invocation + gigabyteSeconds(sums) * dollarsPer.gigabyteSecond,
    usage: (sums) => `${amount(of(sums, 'Invocations'))} invocations, ${amount(gigabyteSeconds(sums))} GB·s`,
  };
};

/** Asks for a metric's sum of each day. */
export const dailySum = (
  Id: string,
  Namespace: string,
  MetricName: string,
  dimensions: Readonly<Record<string, string>> = {},
): MetricDataQuery => ({
  Id,
  MetricStat: {
    Metric: { Namespace, MetricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) },
    Period: 86_400,
    Stat: 'Sum',
  },
});

/** CloudWatch's dimensions of a resource, or of its index. */
export const dimensionsOf = ({ dimension, name, index, fixed }: Kind, address: string): Record<string, string> => ({
  [dimension]: name(address),
  ...fixed,
  ...(index !== undefined && { GlobalSecondaryIndexName: index }),
});

export type Resource = Deployment['resources'][number];
