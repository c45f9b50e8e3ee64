import {
  BatchGetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newDataDir, removeDataDir, startRelay } from '../helpers/relay.ts';
import type { Relay } from '../helpers/relay.ts';

/**
 * What AWS does and emulators forget: each of these would pass on the engines alone. docs/fidelity.md names AWS's
 * pages.
 */
const dataDir = newDataDir();
let relay: Relay;
let queues: SQSClient;
let topics: SNSClient;
let fifo: string;
let TopicArn: string;
beforeAll(async () => {
  relay = await startRelay({ dataDir });
  const settings = {
    endpoint: relay.twin.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'x' },
  };
  queues = new SQSClient(settings);
  topics = new SNSClient(settings);
  fifo =
    (await queues.send(new CreateQueueCommand({ QueueName: 'rules.fifo', Attributes: { FifoQueue: 'true' } })))
      .QueueUrl ?? '';
  TopicArn = relay.twin.stack.ofType('AWS::SNS::Topic')[0]?.arn ?? '';
});
afterAll(async () => {
  queues.destroy();
  topics.destroy();
  await relay.stop();
  removeDataDir(dataDir);
});

const refusal = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'taken',
    (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`,
  );

describe('rows', () => {
  const TableName = () => relay.twin.outputs['TableName'];
  const put = (text: string) =>
    refusal(
      relay.table.send(new PutItemCommand({ TableName: TableName(), Item: { id: { S: 'big' }, text: { S: text } } })),
    );

  test('have 400 kB in bytes of UTF-8, not in characters', async () => {
    const room = 409_600 - 'idbigtext'.length;
    expect(await put('x'.repeat(room))).toBe('taken');
    expect(await put('x'.repeat(room + 1))).toBe(
      'ValidationException: Item size has exceeded the maximum allowed size',
    );
    expect(await put('ა'.repeat(Math.floor(room / 3)))).toBe('taken');
    expect(await put('ა'.repeat(Math.ceil(room / 3) + 1))).toBe(
      'ValidationException: Item size has exceeded the maximum allowed size',
    );
    const longer = relay.table.send(
      new UpdateItemCommand({
        TableName: TableName(),
        Key: { id: { S: 'big' } },
        UpdateExpression: 'SET more = :more',
        ExpressionAttributeValues: { ':more': { S: 'ა'.repeat(100) } },
      }),
    );
    expect(await refusal(longer)).toBe(
      'ValidationException: Item size to update has exceeded the maximum allowed size',
    );
  });

  test('come in pages of 1 MB of UTF-8, and go on where a page ends', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `page-${index}`);
    for (const id of ids)
      await relay.table.send(
        new PutItemCommand({ TableName: TableName(), Item: { id: { S: id }, text: { S: 'ა'.repeat(100_000) } } }),
      );
    const { Items: first = [], LastEvaluatedKey: next } = await relay.table.send(
      new ScanCommand({ TableName: TableName() }),
    );
    expect(first.length).toBeLessThan(6);
    expect(next).toEqual({ id: first.at(-1)?.['id'] });
    const seen = [...first];
    for (let from = next; from !== undefined;) {
      const page = await relay.table.send(new ScanCommand({ TableName: TableName(), ExclusiveStartKey: from }));
      seen.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    }
    expect(
      seen
        .map(({ id }) => id?.S)
        .filter((id) => id?.startsWith('page-'))
        .sort(),
    ).toEqual([...ids].sort());
    const { Responses: responses = {}, UnprocessedKeys: rest = {} } = await relay.table.send(
      new BatchGetItemCommand({
        RequestItems: { [TableName() ?? '']: { Keys: ids.map((id) => ({ id: { S: id } })) } },
      }),
    );
    expect(Object.values(responses).flat().length + Object.values(rest).flatMap(({ Keys }) => Keys ?? []).length).toBe(
      12,
    ); // AWS gives them all, up to 16 MB; dynalite leaves some over earlier
  });

  test('are asked for a hundred at once at most', async () => {
    const Keys = Array.from({ length: 101 }, (_, index) => ({ id: { S: String(index) } }));
    expect(
      await refusal(relay.table.send(new BatchGetItemCommand({ RequestItems: { [TableName() ?? '']: { Keys } } }))),
    ).toMatch(/^ValidationException: .*less than or equal to 100/);
    expect(
      await refusal(
        relay.table.send(
          new QueryCommand({
            TableName: TableName(),
            Limit: 0,
            KeyConditionExpression: 'id = :id',
            ExpressionAttributeValues: { ':id': { S: 'a' } },
          }),
        ),
      ),
    ).toMatch(/^ValidationException: .*greater than or equal to 1/);
  });
});

describe('messages', () => {
  const long = 'x'.repeat(129);
  const send = (more: object) =>
    refusal(
      queues.send(
        new SendMessageCommand({
          QueueUrl: fifo,
          MessageBody: 'm',
          MessageGroupId: 'g',
          MessageDeduplicationId: String(Math.random()),
          ...more,
        }),
      ),
    );

  test.each(['MessageGroupId', 'MessageDeduplicationId'])('have a %s of 128 characters at most', async (name) => {
    expect(await send({ [name]: 'x'.repeat(128) })).toBe('taken');
    expect(await send({ [name]: long })).toBe(
      `InvalidParameterValue: Value ${long} for parameter ${name} is invalid. Reason: ${name} can only include ` +
        'alphanumeric and punctuation characters. 1 to 128 in length.',
    );
    expect(await send({ [name]: 'blank space' })).toMatch(/^InvalidParameterValue/);
  });

  test('are reported one by one where a batch holds a wrong one', async () => {
    const entry = (Id: string, MessageDeduplicationId: string) => ({
      Id,
      MessageBody: Id,
      MessageGroupId: 'batch',
      MessageDeduplicationId,
    });
    const { Successful = [], Failed = [] } = await queues.send(
      new SendMessageBatchCommand({ QueueUrl: fifo, Entries: [entry('a', 'a'), entry('b', long), entry('c', 'c')] }),
    );
    expect(Successful.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(Failed).toMatchObject([{ Id: 'b', SenderFault: true, Code: 'InvalidParameterValue' }]);
    expect(Failed[0]?.Message).toContain('1 to 128 in length');
    const all = await queues.send(new SendMessageBatchCommand({ QueueUrl: fifo, Entries: [entry('d', long)] }));
    expect(all.Failed).toHaveLength(1);
  });

  test('have 1 MiB in a queue, a batch together, and 256 KiB on a topic, a batch together', async () => {
    const mebibyte = 1_048_576;
    expect(await send({ MessageBody: 'x'.repeat(mebibyte) })).toBe('taken');
    expect(await send({ MessageBody: 'x'.repeat(mebibyte + 1) })).toMatch(
      /InvalidParameterValue: .*shorter than 1048576 bytes/,
    );
    const entries = (bytes: number) =>
      ['a', 'b'].map((Id) => ({
        Id,
        MessageBody: 'x'.repeat(bytes / 2),
        MessageGroupId: 'g',
        MessageDeduplicationId: `${Id}${bytes}`,
      }));
    expect(
      await refusal(queues.send(new SendMessageBatchCommand({ QueueUrl: fifo, Entries: entries(mebibyte) }))),
    ).toBe('taken');
    expect(
      await refusal(queues.send(new SendMessageBatchCommand({ QueueUrl: fifo, Entries: entries(mebibyte + 2) }))),
    ).toMatch(/BatchRequestTooLong/);
    const publish = (Message: string) => refusal(topics.send(new PublishCommand({ TopicArn, Message })));
    expect(await publish('x'.repeat(262_144))).toBe('taken');
    expect(await publish('ა'.repeat(262_144 / 3 + 1))).toMatch(/^InvalidParameter.*Message too long/);
    const batch = (bytes: number) =>
      refusal(
        topics.send(
          new PublishBatchCommand({
            TopicArn,
            PublishBatchRequestEntries: ['a', 'b'].map((Id) => ({ Id, Message: 'x'.repeat(bytes / 2) })),
          }),
        ),
      );
    expect(await batch(262_144)).toBe('taken');
    expect(await batch(262_146)).toMatch(/BatchRequestTooLong/);
  });

  test('hold the characters that XML knows', async () => {
    expect(await send({ MessageBody: 'a\u0001b' })).toMatch(/InvalidMessageContents/);
    expect(await send({ MessageBody: 'tab\tand\nline' })).toBe('taken');
  });
});
