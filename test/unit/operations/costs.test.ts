import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { spendingOfStage } from '../../../modules/operations/costs/ofStage.ts';

interface Query {
  Id: string;
  MetricStat: {
    Metric: { Namespace: string; MetricName: string; Dimensions?: { Name: string; Value: string }[] };
    Period: number;
    Stat: string;
  };
}

/**
 * CloudWatch's sums by namespace, metric and the dimension's value, two days of them; what is not here was not used.
 */
const days: Record<string, [number, number]> = {
  'AWS/Lambda Invocations ingest-fn': [600_000, 400_000],
  'AWS/Lambda Duration ingest-fn': [6e7, 4e7], // milliseconds
  'AWS/DynamoDB ConsumedReadCapacityUnits articles-table': [1e6, 1e6],
  'AWS/DynamoDB ConsumedWriteCapacityUnits articles-table': [1e6, 0],
  'AWS/DynamoDB ConsumedWriteCapacityUnits articles-table due': [1e6, 0],
  'AWS/SQS NumberOfMessagesSent polls.fifo': [500_000, 500_000],
  'AWS/SQS NumberOfEmptyReceives polls.fifo': [1e6, 0],
  'AWS/SQS NumberOfMessagesSent fanout': [1e6, 0],
  'AWS/SNS NumberOfMessagesPublished ArticleEvents': [1e6, 1e6],
  'AWS/ApiGateway Count api123': [2e6, 0],
  'AWS/CloudFront Requests E123 Global': [4e6, 1e6],
  'AWS/CloudFront BytesDownloaded E123 Global': [5e9, 5e9],
  'AWS/Logs IncomingBytes /caravan/ingest': [1e9, 1e9],
  'AWS/SES Send ': [1_000, 500],
  'Caravan/prod EventsPublished publish': [1_500, 500],
};
let asked: { StartTime: number; MetricDataQueries: Query[] };
const server = createServer((request, response) => {
  void (async () => {
    if (request.method === 'GET') return void response.end(JSON.stringify({ MemorySize: 512 }));
    asked = (await json(request)) as typeof asked;
    const MetricDataResults = asked.MetricDataQueries.map(
      ({
        Id,
        MetricStat: {
          Metric: { Namespace, MetricName, Dimensions },
        },
      }) => ({
        Id,
        Values: days[`${Namespace} ${MetricName} ${(Dimensions ?? []).map(({ Value }) => Value).join(' ')}`] ?? [],
      }),
    );
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ MetricDataResults }));
  })();
});
const before = { ...process.env };
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => {
  process.env = before;
  server.close();
  server.closeAllConnections();
});

test('a stage’s use in CloudWatch, at list prices, from the first of the month', async () => {
  const resources = [
    { id: 'Ingest', type: 'AWS::Lambda::Function', address: 'ingest-fn' },
    { id: 'Articles', type: 'AWS::DynamoDB::Table', address: 'articles-table' },
    { id: 'Polls', type: 'AWS::SQS::Queue', address: 'https://sqs.us-east-1.amazonaws.com/333333333333/polls.fifo' },
    { id: 'Fanout', type: 'AWS::SQS::Queue', address: 'https://sqs.us-east-1.amazonaws.com/333333333333/fanout' },
    { id: 'Topic', type: 'AWS::SNS::Topic', address: 'arn:aws:sns:us-east-1:333333333333:ArticleEvents' },
    { id: 'Api', type: 'AWS::ApiGatewayV2::Api', address: 'api123' },
    { id: 'Edge', type: 'AWS::CloudFront::Distribution', address: 'E123' },
    { id: 'Firewall', type: 'AWS::WAFv2::WebACL', address: 'firewall|1|CLOUDFRONT' },
    { id: 'Logs', type: 'AWS::Logs::LogGroup', address: '/caravan/ingest' },
    { id: 'Role', type: 'AWS::IAM::Role', address: 'a-role' },
  ];
  const bill = await spendingOfStage(
    { name: 'prod', region: 'us-east-1' },
    { resources, lambda: new LambdaClient({ region: 'us-east-1' }) },
    new Date('2026-11-24T12:00:00Z'),
  );
  expect(new Date(asked.StartTime * 1_000).toISOString()).toBe('2026-11-01T00:00:00.000Z');
  expect(asked.MetricDataQueries.every(({ MetricStat: { Stat, Period } }) => Stat === 'Sum' && Period === 86_400)).toBe(
    true,
  );
  expect(bill).toMatchObject({ announced: 2_000, since: 'since 2026-11-01 (UTC)' });
  const dollars = Object.fromEntries(bill.spent.map((one) => [one.what, Number(one.dollars.toFixed(6))]));
  expect(dollars).toEqual({
    Ingest: 0.86667, // a million at $0.20, and 100,000 s of half a gigabyte
    Articles: 0.875, // two million read units, one million write units
    'Articles, index due': 0.625,
    Polls: 1, // two million requests of a FIFO queue
    Fanout: 0.4,
    Topic: 1,
    Api: 2,
    Edge: 5.85, // five million requests, and 10 GB at $0.085
    'Edge, firewall': 3,
    Logs: 1,
    'mails of the whole account': 0.15,
  });
});
