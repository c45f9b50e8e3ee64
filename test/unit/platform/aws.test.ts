import { ConditionalCheckFailedException, DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test } from '@jest/globals';
import { documentClient } from '../../../platform/aws/documents.ts';
import type { Documents } from '../../../platform/aws/documents.ts';
import { queueClient } from '../../../platform/aws/queues.ts';
import type { Queues } from '../../../platform/aws/queues.ts';
import { useAws } from './awsStub.ts';
import type { Answer } from './awsStub.ts';

const aws = useAws();

/** The functions' transport, and the SDK's own client, which it must not differ from. */
const documents: Record<string, () => Documents> = {
  'the transport': documentClient,
  'the SDK': () =>
    DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } }),
};
const queues: Record<string, () => Queues> = { 'the transport': queueClient, 'the SDK': () => new SQSClient() };
const both = (made: Record<string, () => unknown>) => Object.keys(made);

const bytes = new Uint8Array([0, 1, 254, 255]);
const row = {
  pk: 'ROW#1',
  count: 7,
  half: -0.5,
  yes: true,
  nothing: null,
  gone: undefined,
  list: ['a', { deep: [1, undefined] }],
  B: 'a name that DynamoDB has a type of',
  packed: bytes,
  buffered: Buffer.from('"B":"x"'),
  words: 'a "B":"b" and a line\nwith \u2028, 😀',
};
const written = {
  pk: { S: 'ROW#1' },
  count: { N: '7' },
  list: { L: [{ S: 'a' }, { M: { deep: { L: [{ N: '1' }] } } }] },
  B: { S: 'x' },
  packed: { B: 'AAH+/w==' },
};
const table = 't';

describe('a command', () => {
  const commands: [what: string, command: object, answer: object][] = [
    ['Get', new GetCommand({ TableName: table, Key: { pk: 'a' }, ConsistentRead: true }), { Item: written }],
    ['Put', new PutCommand({ TableName: table, Item: row }), {}],
    [
      'Update',
      new UpdateCommand({
        TableName: table,
        Key: { pk: 'a' },
        UpdateExpression: 'SET #a = :a',
        ExpressionAttributeNames: { '#a': 'Item' },
        ExpressionAttributeValues: { ':a': row },
      }),
      { Attributes: written },
    ],
    ['Delete', new DeleteCommand({ TableName: table, Key: { pk: 'a' }, ReturnValues: 'ALL_OLD' }), {}],
    [
      'Query',
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'a' },
        ExclusiveStartKey: { pk: 'a' },
        Limit: undefined,
      }),
      { Items: [written, written], Count: 2, LastEvaluatedKey: { pk: { S: 'b' } } },
    ],
    ['Scan', new ScanCommand({ TableName: table }), { Items: [], Count: 0 }],
    [
      'BatchGet',
      new BatchGetCommand({ RequestItems: { Item: { Keys: [{ pk: 'a' }, { pk: 'b' }], ConsistentRead: true } } }),
      { Responses: { Item: [written] }, UnprocessedKeys: { Item: { Keys: [{ pk: { S: 'b' } }] } } },
    ],
    [
      'BatchWrite',
      new BatchWriteCommand({
        RequestItems: { Key: [{ PutRequest: { Item: row } }, { DeleteRequest: { Key: { pk: 'a' } } }] },
      }),
      {
        UnprocessedItems: { Key: [{ PutRequest: { Item: written } }, { DeleteRequest: { Key: { pk: { S: 'a' } } } }] },
      },
    ],
  ];

  test.each(commands)('%s is asked and answered as by the SDK', async (_, command, answer) => {
    const heard: unknown[] = [];
    for (const make of Object.values(documents)) {
      aws.answers.push([200, answer]);
      const output = { ...(await make().send(command as PutCommand)), $metadata: undefined };
      const { headers, body } = aws.asked.at(-1)!;
      heard.push({ target: headers['x-amz-target'], body: JSON.parse(body.toString()) as unknown, output });
    }
    expect(heard[0]).toEqual(heard[1]);
    expect(aws.asked[0]?.headers['content-type']).toBe(aws.asked[1]?.headers['content-type']);
  });

  test('one that the transport does not know is an error', async () => {
    await expect(documentClient().send(new TransactWriteCommand({ TransactItems: [] }) as never)).rejects.toThrow(
      'This command is not in platform/aws',
    );
    expect(aws.asked).toEqual([]);
  });

  test.each(both(queues))('of SQS: %s', async (who) => {
    const failed = { Id: '1', Code: 'InternalError', SenderFault: false };
    aws.answers.push([200, { Successful: [], Failed: [failed] }]);
    const Entries = [{ Id: '1', MessageBody: 'a message', DelaySeconds: undefined }];
    const QueueUrl = `${aws.endpoint}/1/q`; // the SDK calls the queue's own address
    expect(await queues[who]!().send(new SendMessageBatchCommand({ QueueUrl, Entries }))).toMatchObject({
      Failed: [failed],
    });
    const [{ headers, body }] = aws.asked as [(typeof aws.asked)[0]];
    expect([headers['x-amz-target'], headers['content-type'], JSON.parse(body.toString())]).toEqual([
      'AmazonSQS.SendMessageBatch',
      'application/x-amz-json-1.0',
      { QueueUrl, Entries: [{ Id: '1', MessageBody: 'a message' }] },
    ]);
  });
});

describe('a call is signed, and traced', () => {
  test.each(both(documents))('%s', async (who) => {
    process.env._X_AMZN_TRACE_ID = 'Root=1-00000000-000000000000000000000000;Sampled=1;Lineage=1:a:0';
    await documents[who]!().send(new PutCommand({ TableName: table, Item: { pk: 'ü' } }));
    const [{ headers, body }] = aws.asked as [(typeof aws.asked)[0]];
    expect(headers['x-amzn-trace-id']).toBe(process.env._X_AMZN_TRACE_ID);
    expect(headers['x-amz-security-token']).toBe('token');
    expect(headers['user-agent']).toMatch(/nodejs#/);
    const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
    const again = await new SignatureV4({
      service: 'dynamodb',
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'secret', sessionToken: 'token' },
      sha256: Sha256,
      applyChecksum: false,
    }).sign(
      {
        method: 'POST',
        protocol: 'http:',
        hostname: new URL(aws.endpoint).hostname,
        path: '/',
        query: {},
        headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
        body,
      },
      { signingDate: dateOf(String(headers['x-amz-date'])) },
    );
    expect(headers.authorization).toBe(again.headers['authorization']);
  });
});

const dateOf = (amz: string): Date => new Date(amz.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));

describe('an error', () => {
  const said = (type: string): Answer => [400, { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'why' }];
  const put = new PutCommand({ TableName: table, Item: { pk: 'a' } });

  test.each(both(documents))(
    'of a condition has its own class, its old row, and is not tried again: %s',
    async (who) => {
      const item = { pk: { S: 'a' } };
      aws.answers.push([400, { __type: 'x#ConditionalCheckFailedException', Message: 'no', Item: item }]);
      const error = await documents[who]!()
        .send(put)
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConditionalCheckFailedException);
      expect(error).toMatchObject({ name: 'ConditionalCheckFailedException', message: 'no', Item: item });
      expect(aws.asked).toHaveLength(1);
    },
  );

  test.each(both(documents))('that nobody knows is of the service all the same: %s', async (who) => {
    aws.answers.push(said('ValidationException'));
    const error = await documents[who]!()
      .send(put)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DynamoDBServiceException);
    expect(error).toMatchObject({ name: 'ValidationException', message: 'why', $metadata: { httpStatusCode: 400 } });
    expect(aws.asked).toHaveLength(1);
  });

  const passing: [what: string, answer: Answer][] = [
    ['too much at once', said('ProvisionedThroughputExceededException')],
    ['a fault of theirs', [500, { __type: 'x#InternalServerError', message: 'oh' }]],
    ['a proxy that answers without JSON', [503, {}]],
    ['a connection that is cut', 'cut'],
  ];
  for (const who of both(documents)) {
    test.each(passing)(`that passes is tried three times more by ${who}: %s`, async (_, answer) => {
      aws.answers.push(answer);
      await documents[who]!().send(put);
      expect(aws.asked).toHaveLength(2);
      aws.answers.push(answer, answer, answer, answer);
      await expect(documents[who]!().send(put)).rejects.toThrow();
      expect(aws.asked).toHaveLength(6);
    });
  }

  test('a call that hangs is given up, and made anew', async () => {
    aws.answers.push('silence');
    await documentClient().send(put);
    expect(aws.asked).toHaveLength(2);
  }, 30_000);
});
