import { expect, test } from '@jest/globals';
import { modelRefusal } from '../../../local/gateway/modelCheck.ts';
import { readCall } from '../../../local/gateway/call.ts';
import { callFacts } from '../../../local/models/facts.ts';
import { usedOperations } from '../../../scripts/usedOperations.ts';

const authorization = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=Fn.1/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=x`;

interface Refusal {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
}

function refusal(
  service: string,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Refusal | undefined {
  const call = readCall(method, path, { authorization: authorization(service), ...headers }, Buffer.from(body));
  if (call === undefined) throw new Error('not signed');
  const answer = modelRefusal(call);
  return (
    answer && {
      status: answer.status,
      code: answer.headers['x-amzn-errortype'] as string | undefined,
      message: answer.body.toString(),
    }
  );
}

const json = (service: string, operation: string, input: object) =>
  refusal(service, 'POST', '/', { 'x-amz-target': `Any.${operation}` }, JSON.stringify(input));
const query = (input: Record<string, string>) =>
  refusal(
    'sns',
    'POST',
    '/',
    { 'content-type': 'application/x-www-form-urlencoded' },
    new URLSearchParams(input).toString(),
  );
const rest = (service: string, method: string, path: string, input: object) =>
  refusal(service, method, path, {}, JSON.stringify(input));

const row = { id: { S: 'a' } };
const write = { PutRequest: { Item: row } };
const publish = { Action: 'PublishBatch', Version: '2010-03-31', TopicArn: 'arn:aws:sns:us-east-1:000000000000:t' };
const entry = (index: number, rest_: Record<string, string> = {}) => ({
  [`PublishBatchRequestEntries.member.${index}.Id`]: 'a',
  [`PublishBatchRequestEntries.member.${index}.Message`]: 'm',
  ...rest_,
});
const mail = {
  FromEmailAddress: 'a@b.example',
  Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
};

test.each([
  [
    'a member that is required',
    json('dynamodb', 'GetItem', { TableName: 'T' }),
    'ValidationException',
    "Value null at 'key' failed to satisfy constraint: Member must not be null",
  ],
  [
    'a range',
    json('dynamodb', 'Query', { TableName: 'T', Limit: 0 }),
    'ValidationException',
    "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'a length of a list',
    json('dynamodb', 'BatchWriteItem', { RequestItems: { T: Array.from({ length: 26 }, () => write) } }),
    'ValidationException',
    "at 'requestItems.T.member' failed to satisfy constraint: Member must have length less than or equal to 25",
  ],
  [
    'a length of a map',
    json('dynamodb', 'BatchGetItem', { RequestItems: {} }),
    'ValidationException',
    "at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'an enumeration',
    json('dynamodb', 'PutItem', { TableName: 'T', Item: row, ReturnValues: 'SOME' }),
    'ValidationException',
    'Member must satisfy enum value set: [NONE, ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATED_NEW]',
  ],
  [
    'a type',
    json('dynamodb', 'GetItem', { TableName: 'T', Key: row, ConsistentRead: 'true' }),
    'ValidationException',
    "at 'consistentRead' failed to satisfy constraint: Member must be a boolean",
  ],
  [
    'a member of no model',
    json('sqs', 'SendMessage', { QueueUrl: 'u', MessageBody: 'm', GroupId: 'g' }),
    'InvalidParameterValue',
    "at 'groupId' failed to satisfy constraint: Member is not known",
  ],
  [
    'what is deep inside',
    json('sqs', 'SendMessageBatch', { QueueUrl: 'u', Entries: [{ Id: 'a', MessageBody: 'm' }, { Id: 'b' }] }),
    'InvalidParameterValue',
    "Value null at 'entries.2.member.messageBody'",
  ],
  [
    'several at once',
    json('secretsmanager', 'GetSecretValue', { VersionId: 'short', VersionStage: '' }),
    'ValidationException',
    '3 validation errors detected',
  ],
  [
    'a pattern',
    json('events', 'DescribeRule', { Name: 'a rule' }),
    'ValidationException',
    'Member must satisfy regular expression pattern: [\\\\.\\\\-_A-Za-z0-9]+',
  ],
  [
    'a path',
    rest('lambda', 'PUT', `/2015-03-31/event-source-mappings/${'x'.repeat(10)}`, { BatchSize: 0 }),
    'ValidationException',
    "at 'batchSize' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'SES',
    rest('ses', 'PUT', '/v2/email/suppression/addresses', { EmailAddress: 'a@b.example', Reason: 'WHIM' }),
    'BadRequestException',
    'Member must satisfy enum value set: [BOUNCE, COMPLAINT]',
  ],
])('%s', (_, refused, code, message) => {
  expect(refused).toMatchObject({ status: 400, code });
  expect(refused?.message).toContain(message);
});

test('SNS answers in XML, and its members are numbered', () => {
  const refused = query({ ...publish, ...entry(1), 'PublishBatchRequestEntries.member.2.Id': 'b' });
  expect(refused?.message).toContain('<Code>InvalidParameter</Code>');
  expect(refused?.message).toContain("Value null at 'publishBatchRequestEntries.2.member.message'");
});

test('what AWS takes passes', () => {
  const attribute = {
    'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name': 'type',
    'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.DataType': 'String',
    'PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue': 'x',
  };
  expect(query({ ...publish, ...entry(1, attribute), ...entry(2) })).toBeUndefined();
  expect(
    json('dynamodb', 'BatchWriteItem', { RequestItems: { T: Array.from({ length: 25 }, () => write) } }),
  ).toBeUndefined();
  expect(json('sqs', 'SendMessage', { QueueUrl: 'u', MessageBody: 'm', DelaySeconds: null })).toBeUndefined();
  expect(rest('ses', 'POST', '/v2/email/outbound-emails', mail)).toBeUndefined();
  expect(rest('ses', 'GET', '/v2/email/suppression/addresses/a%40b.example', {})).toBeUndefined();
  expect(rest('lambda', 'GET', '/2016-08-19/account-settings/', {})).toBeUndefined();
});

test('an operation without a model is refused in words', () => {
  const refused = json('dynamodb', 'CreateBackup', {});
  expect(refused?.status).toBe(501);
  expect(refused?.message).toContain('npm run models');
});

test('every operation that is called has its model, where the twin runs the service', () => {
  const lacking = [...usedOperations()].flatMap(([service, operations]) => {
    const known = callFacts.services[service]?.operations;
    return known === undefined
      ? []
      : [...operations].filter((operation) => !(operation in known)).map((operation) => `${service} ${operation}`);
  });
  expect(lacking).toEqual([]);
  expect([...(usedOperations().get('dynamodb') ?? [])]).toContain('GetItem');
  expect(callFacts.source).toMatch(/^botocore [\d.]+ .*Apache-2\.0/);
});
