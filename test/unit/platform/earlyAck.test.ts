import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, jest, test } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { EarlyAck, OwnQueue } from '../../../platform/sqs/ownQueue.ts';

const messageOf = (receiptHandle: string) => ({ receiptHandle }) as SQSRecord;

test('a batch that takes long gives back at once what is done', async () => {
  jest.useFakeTimers();
  try {
    const commands: unknown[] = [];
    const sqs = new SQSClient({ region: 'us-east-1' });
    sqs.send = ((command: { input: { Entries: { ReceiptHandle: string }[] } }) => {
      commands.push(command.input.Entries.map(({ ReceiptHandle }) => ReceiptHandle));
      return Promise.reject(new Error('SQS is down'));
    }) as typeof sqs.send;
    const batch = new EarlyAck(new OwnQueue(sqs, 'queue'));
    batch.finish(messageOf('a'));
    expect(commands).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(commands).toEqual([['a']]);
    batch.finish(messageOf('b'));
    jest.advanceTimersByTime(100);
    batch.finish(messageOf('c'));
    expect(commands).toHaveLength(1);
    jest.advanceTimersByTime(100);
    expect(commands).toEqual([['a'], ['b', 'c']]);
    batch.finish(messageOf('d'));
    await batch.close();
    jest.advanceTimersByTime(1_000);
    expect(commands).toHaveLength(2); // the batch is done: Lambda deletes the rest
    await batch.close(); // that SQS refused is of no consequence: Lambda deletes them
  } finally {
    jest.useRealTimers();
  }
});
