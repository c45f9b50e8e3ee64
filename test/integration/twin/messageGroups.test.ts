import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startMessageEngine } from '../../../local/engines/messageEngine.ts';
import type { MessageEngine } from '../../../local/engines/messageEngine.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const dataDir = newDataDir();
let engine: MessageEngine;
beforeAll(async () => {
  engine = await startMessageEngine(dataDir);
});
afterAll(async () => {
  await engine.stop();
  removeDataDir(dataDir);
});

interface Received {
  readonly Body: string;
  readonly ReceiptHandle: string;
}
let queues = 0;
/** A FIFO queue with messages, each named by its group and its place in that. */
async function queueOf(...names: readonly string[]) {
  const name = `q${(queues += 1)}.fifo`;
  await engine.sqs('CreateQueue', name, { QueueName: name, Attributes: { FifoQueue: 'true' } });
  for (const [group = '', ...place] of names)
    await engine.sqs('SendMessage', name, {
      MessageBody: `${group}${place.join('')}`,
      MessageGroupId: group,
      MessageDeduplicationId: `${group}${place.join('')}`,
    });
  return {
    receive: async (count = 10) => {
      const { Messages = [] } = await engine.sqs('ReceiveMessage', name, { MaxNumberOfMessages: count });
      return Messages as unknown as Received[];
    },
    giveBack: ({ ReceiptHandle }: Received) =>
      engine.sqs('ChangeMessageVisibility', name, { ReceiptHandle, VisibilityTimeout: 0 }),
    done: ({ ReceiptHandle }: Received) => engine.sqs('DeleteMessage', name, { ReceiptHandle }),
  };
}
const bodies = (received: readonly Received[]) => received.map(({ Body }) => Body);

// "SQS returns as many messages with the same message group ID as possible", and messages in flight block their group:
// https://repost.aws/knowledge-center/sqs-fifo-messages-not-returned
test('a receive takes as many of a group as there are, in their order, and others beside them', async () => {
  const queue = await queueOf('a1', 'b1', 'a2', 'a3', 'b2');
  expect(bodies(await queue.receive())).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
  expect(await queue.receive()).toEqual([]);
});

test('a group with messages in flight gives no more until each of them is done', async () => {
  const queue = await queueOf('a1', 'a2', 'a3');
  const [first, second] = await queue.receive(2);
  expect(bodies([first!, second!])).toEqual(['a1', 'a2']);
  await queue.done(first!);
  expect(await queue.receive()).toEqual([]);
  await queue.done(second!);
  expect(bodies(await queue.receive())).toEqual(['a3']);
});

test('messages that come back stand in their order again', async () => {
  const queue = await queueOf('a1', 'a2', 'a3', 'a4');
  const [first, second, third] = await queue.receive(3);
  await queue.done(second!);
  await queue.giveBack(first!);
  await queue.giveBack(third!);
  expect(bodies(await queue.receive())).toEqual(['a1', 'a3', 'a4']);
});
