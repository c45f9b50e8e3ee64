import { describe, expect, test } from '@jest/globals';
import { AccessCheck } from '../../../local/gateway/access.ts';
import { readCall, type Call } from '../../../local/gateway/call.ts';
import { permissionsOf as permissions, type Permission } from '../../../local/gateway/permissions.ts';
import { Identities } from '../../../local/mail/identities.ts';
import { Sandbox } from '../../../local/mail/sandbox.ts';
import { resolveStack } from '../../../local/template/stack.ts';

const authorization = (service: string, key = 'Fn.2'): string =>
  `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=x`;

const identity = (EmailIdentity: string) => ({ Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity } });
const template = { Resources: { Domain: identity('news.example'), Person: identity('Me@own.example') } };
const identities = new Identities(
  resolveStack(
    { stackName: 'S', template, assets: new Map<string, string>() },
    { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' },
  ),
);
const permissionsOf = (call: Call): Permission[] | undefined =>
  permissions(call, identities, new Sandbox({}, identities));

function json(service: string, target: string, input: object): Call {
  const call = readCall(
    'POST',
    '/',
    { authorization: authorization(service), 'x-amz-target': target },
    Buffer.from(JSON.stringify(input)),
  );
  if (call === undefined) throw new Error('unsigned');
  return call;
}

test('a caller is told by its key', () => {
  expect(json('sqs', 'AmazonSQS.SendMessage', {}).caller).toEqual({ name: 'Fn', worker: 2 });
  expect(readCall('POST', '/', {}, Buffer.alloc(0))).toBeUndefined();
});

describe('what a call needs', () => {
  test.each([
    [
      'dynamodb',
      'DynamoDB_20120810.GetItem',
      { TableName: 'T' },
      'dynamodb:GetItem',
      'arn:aws:dynamodb:us-east-1:000000000000:table/T',
    ],
    [
      'dynamodb',
      'DynamoDB_20120810.Query',
      { TableName: 'T', IndexName: 'due' },
      'dynamodb:Query',
      'arn:aws:dynamodb:us-east-1:000000000000:table/T/index/due',
    ],
    [
      'dynamodb',
      'DynamoDB_20120810.BatchWriteItem',
      { RequestItems: { T: [] } },
      'dynamodb:BatchWriteItem',
      'arn:aws:dynamodb:us-east-1:000000000000:table/T',
    ],
    [
      'sqs',
      'AmazonSQS.SendMessageBatch',
      { QueueUrl: 'http://h/000000000000/q.fifo' },
      'sqs:SendMessage',
      'arn:aws:sqs:us-east-1:000000000000:q.fifo',
    ],
    [
      'secretsmanager',
      'secretsmanager.GetSecretValue',
      { SecretId: 'key' },
      'secretsmanager:GetSecretValue',
      'arn:aws:secretsmanager:us-east-1:000000000000:secret:key-2c70e1',
    ],
    ['secretsmanager', 'secretsmanager.ListSecrets', {}, 'secretsmanager:ListSecrets', '*'],
    [
      'ssm',
      'AmazonSSM.GetParameter',
      { Name: '/caravan/local/reader-key' },
      'ssm:GetParameter',
      'arn:aws:ssm:us-east-1:000000000000:parameter/caravan/local/reader-key',
    ],
    [
      'ssm',
      'AmazonSSM.GetParameter',
      { Name: 'arn:aws:ssm:us-east-1:000000000000:parameter/caravan/local/reader-key' },
      'ssm:GetParameter',
      'arn:aws:ssm:us-east-1:000000000000:parameter/caravan/local/reader-key',
    ],
    ['sqs', 'AmazonSQS.GetQueueUrl', { QueueName: 'q' }, 'sqs:GetQueueUrl', 'arn:aws:sqs:us-east-1:000000000000:q'],
  ])('%s %s', (service, target, input, action, resource) => {
    expect(permissionsOf(json(service, target, input))).toEqual([{ action, resource }]);
  });

  test('PublishBatch needs sns:Publish', () => {
    const body = Buffer.from('Action=PublishBatch&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3At');
    const call = readCall(
      'POST',
      '/',
      { authorization: authorization('sns'), 'content-type': 'application/x-www-form-urlencoded' },
      body,
    );
    expect(call && permissionsOf(call)).toEqual([
      { action: 'sns:Publish', resource: 'arn:aws:sns:us-east-1:000000000000:t' },
    ]);
  });
});

describe('what a call to SES needs', () => {
  const ses = (rest: string): string => `arn:aws:ses:us-east-1:000000000000:${rest}`;
  const rest = (method: string, path: string, input: object = {}): Call => {
    const call = readCall(
      method,
      `/v2/email/${path}`,
      { authorization: authorization('ses'), 'content-type': 'application/json' },
      Buffer.from(JSON.stringify(input)),
    );
    if (call === undefined) throw new Error('unsigned');
    return call;
  };

  test.each([
    ['News <digest@news.example>', 'identity/news.example'],
    ['digest@eu.news.example', 'identity/news.example'],
    ['me@OWN.example', 'identity/Me@own.example'],
    ['you@own.example', 'identity/you@own.example'],
  ])('a mail from %s needs %s', (from, resource) => {
    expect(permissionsOf(rest('POST', 'outbound-emails', { FromEmailAddress: from }))).toEqual([
      {
        action: 'ses:SendEmail',
        resource: ses(resource),
        context: { 'ses:FromAddress': /[^< ]+@[^> ]+/.exec(from)?.[0] },
      },
    ]);
  });

  test('a configuration set is asked for where one is named, and a raw mail has its own action', () => {
    const context = { 'ses:FromAddress': 'digest@news.example' };
    const Data = Buffer.from('From: digest@news.example\r\nTo: a@example.org\r\n\r\nNews').toString('base64');
    expect(
      permissionsOf(rest('POST', 'outbound-emails', { ConfigurationSetName: 'set', Content: { Raw: { Data } } })),
    ).toEqual([
      { action: 'ses:SendRawEmail', resource: ses('identity/news.example'), context },
      { action: 'ses:SendRawEmail', resource: ses('configuration-set/set'), context },
    ]);
  });

  test('several mails in one call need a template too, and no condition can be set on their sender', () => {
    const input = { FromEmailAddress: 'digest@news.example', ConfigurationSetName: 'set', BulkEmailEntries: [] };
    expect(permissionsOf(rest('POST', 'outbound-bulk-emails', input))).toEqual(
      ['identity/news.example', 'configuration-set/set', 'template/inline'].map((resource) => ({
        action: 'ses:SendBulkEmail',
        resource: ses(resource),
      })),
    );
  });

  test.each([
    ['GET', 'account', 'GetAccount'],
    ['PUT', 'suppression/addresses', 'PutSuppressedDestination'],
    ['GET', 'suppression/addresses/a%40example.org', 'GetSuppressedDestination'],
    ['DELETE', 'suppression/addresses/a%40example.org', 'DeleteSuppressedDestination'],
  ])('%s %s is %s, of the account', (method, path, operation) => {
    expect(permissionsOf(rest(method, path))).toEqual([{ action: `ses:${operation}`, resource: '*' }]);
  });

  test('what the twin has not is no permission of anything', () => {
    expect(permissionsOf(rest('GET', 'templates'))).toBeUndefined();
  });
});

test("a policy's condition decides too: a mail from another address than ours is refused, whoever it goes to", async () => {
  const from = (address: string) => ({
    action: 'ses:SendEmail',
    resource: 'arn:aws:ses:us-east-1:000000000000:identity/news.example',
    context: { 'ses:FromAddress': address },
  });
  const document = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'ses:SendEmail',
        Resource: 'arn:aws:ses:us-east-1:000000000000:identity/*',
        Condition: { StringEquals: { 'ses:FromAddress': 'news@news.example' } },
      },
    ],
  };
  const access = new AccessCheck(new Map([['Fn', [{ name: 'P', document }]]]));
  expect(await access.refuse('Fn', [from('news@news.example')])).toBeUndefined();
  expect(await access.refuse('Fn', [from('other@news.example')])).toContain(
    'is not authorized to perform: ses:SendEmail',
  );
});

test('the policy decides, and refusals are kept', async () => {
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/T';
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: [table, `${table}/index/*`] }],
  };
  const access = new AccessCheck(new Map([['Fn', [{ name: 'P', document }]]]));
  expect(await access.refuse('Fn', [{ action: 'dynamodb:GetItem', resource: table }])).toBeUndefined();
  expect(await access.refuse('Fn', [{ action: 'dynamodb:PutItem', resource: table }])).toContain(
    'is not authorized to perform: dynamodb:PutItem',
  );
  expect(await access.refuse('Other', [{ action: 'dynamodb:GetItem', resource: table }])).toContain('not authorized');
  expect(access.refusals).toHaveLength(2);
});
