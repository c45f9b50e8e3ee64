import { beforeAll, describe, expect, test } from '@jest/globals';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { deadLetters } from '../../modules/operations/deadLetters/queues.ts';
import type { DeadLetter } from '../../modules/operations/deadLetters/deadLetter.ts';
import { useCaravan } from '../helpers/caravan.ts';
import { caravanOn } from '../helpers/commandLine.ts';
import { deliveryTools } from '../helpers/partner.ts';
import { usePublisher } from '../helpers/publisher.ts';
import { useReceiver } from '../helpers/receiver.ts';

const caravan = useCaravan();
const publisher = usePublisher();
const receiver = useReceiver();
beforeAll(async () => {
  publisher.items = [
    { guid: 'a', title: 'A' },
    { guid: 'b', title: 'B' },
  ];
  await caravan.add('emn', publisher.url);
});

const run = (...args: string[]) => caravanOn(caravan.dataDir, args);
const json = async <T>(...args: string[]): Promise<T> => JSON.parse((await run(...args, '--json')).out) as T;

/** Puts a letter where a worker's failures would, after all its receives. */
async function bury(name: string, body: unknown, group?: string): Promise<void> {
  const { id = '' } = deadLetters.find((queue) => queue.name === name) ?? {};
  const queue = caravan.twin.stack.ofType('AWS::SQS::Queue').find((each) => each.id.startsWith(id));
  await caravan.sqs.send(
    new SendMessageCommand({
      QueueUrl: queue?.ref,
      MessageBody: JSON.stringify(body),
      ...(group !== undefined && { MessageGroupId: group, MessageDeduplicationId: JSON.stringify(body).slice(-120) }),
    }),
  );
}
const waiting = async (name: string) =>
  (await json<{ name: string; waiting: number }[]>('dlq', 'list')).find((queue) => queue.name === name)?.waiting;

test('every dead-letter queue of the template has a name here, and its source is the one that sends to it', () => {
  const queues = caravan.twin.stack.ofType('AWS::SQS::Queue');
  const dead = queues.filter(({ id }) => id.includes('DeadLetters')).map(({ id }) => id.replace(/[0-9A-F]{8}$/, ''));
  expect(deadLetters.map(({ id }) => id).toSorted()).toEqual(dead.toSorted());
  for (const { id, source } of deadLetters) {
    const senders = queues
      .filter(({ properties }) =>
        JSON.stringify(properties['RedrivePolicy'] ?? '').includes(
          queues.find((each) => each.id.startsWith(id))?.arn ?? '?',
        ),
      )
      .map((each) => each.id.replace(/[0-9A-F]{8}$/, ''));
    expect(senders).toEqual(source === undefined ? [] : [source]);
  }
});

describe('deliveries that could not be made', () => {
  test('are shown with what they are about, sent back in order, and made once', async () => {
    const endpoint = await (await deliveryTools(caravan)).connect(receiver);
    const about = caravan.events.map(({ article: { id, version } }) => ({
      partnerId: endpoint.partnerId,
      endpointId: endpoint.id,
      articleId: id,
      version,
    }));
    for (const message of about) await bury('deliveries', message, endpoint.id);
    expect(await waiting('deliveries')).toBe(2);

    const [first] = await json<DeadLetter[]>('dlq', 'show', 'deliveries');
    expect(first).toMatchObject({ about: about[0], receives: 1 });
    expect(await waiting('deliveries')).toBe(2); // looking changes nothing
    expect((await run('status')).out).toMatch(/✗ +dead letters deliveries +2 messages\s+caravan dlq show deliveries/);

    expect((await run('dlq', 'redrive', 'deliveries')).out).toBe('Sent back: 2. Left: 0.\nOn the local twin.\n');
    await caravan.twin.idle();
    expect(receiver.heard.map(({ data }) => data.title).toSorted()).toEqual(['A', 'B']);
    expect(await waiting('deliveries')).toBe(0);

    for (const message of about) await bury('deliveries', { ...message, sameAs: 'before' }, endpoint.id);
    await run('dlq', 'redrive', 'deliveries');
    await caravan.twin.idle();
    expect(receiver.heard).toHaveLength(2);
  });

  test('one alone', async () => {
    await bury('polls', { sourceId: 'one', dueAt: 1 }, 'one.example');
    await bury('polls', { sourceId: 'two', dueAt: 1 }, 'two.example');
    const letters = await json<DeadLetter[]>('dlq', 'show', 'polls');
    const one = letters.find(({ about }) => about['sourceId'] === 'one');
    expect((await run('dlq', 'drop', 'polls', '--id', one?.id ?? '', '--reason', 'its source is gone')).out).toBe(
      `${one?.id ?? ''}  sourceId one, dueAt 1\nDropped: 1 (its source is gone). Left: 1.\nOn the local twin.\n`,
    );
    expect((await json<DeadLetter[]>('dlq', 'show', 'polls')).map(({ about }) => about['sourceId'])).toEqual(['two']);
  });
});

test('what a stream and a run left says why, and what to do instead of sending it back', async () => {
  await bury('publish', { sequenceNumber: '1', keys: { pk: { S: 'ARTICLE#x' } }, reason: 'title: expected string' });
  await bury('schedule', {
    requestContext: { condition: 'RetriesExhausted' },
    responsePayload: { errorMessage: 'AccessDenied' },
    requestPayload: { detail: 'secret' },
  });
  expect(await json<DeadLetter[]>('dlq', 'show', 'publish')).toEqual([
    expect.objectContaining({ about: { pk: 'ARTICLE#x' }, reason: 'title: expected string' }),
  ]);
  const shown = (await run('dlq', 'show', 'schedule')).out;
  expect(shown).toContain('AccessDenied');
  expect(shown).not.toContain('secret');
  expect(await run('dlq', 'redrive', 'schedule')).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /A later run has made good what this one missed.*\n {2}caravan dlq drop schedule --reason/,
    ) as unknown,
  });
  expect(await run('dlq', 'redrive', 'publish')).toMatchObject({
    code: 1,
    err: expect.stringContaining('docs/runbook.md#publish-dead-letters') as unknown,
  });
});

test('a letter that holds an address does not show it', async () => {
  await bury('confirmations', { address: 'aylin@baku.example', what: 'confirm' });
  for (const format of [[], ['--json']]) {
    const { out } = await run('dlq', 'show', 'confirmations', ...format);
    expect(out).not.toContain('aylin');
  }
});

test.each([
  [['dlq', 'show', 'delivery'], 1, /There is no dead-letter queue delivery: schedule, polls, leases, publish/],
  [['dlq', 'drop', 'polls'], 2, /required option '--reason/],
  [['dlq', 'redrive', 'polls', '--id', 'nothing'], 1, /No letter nothing can be reached: "caravan dlq show" lists/],
])('%p is an error in words', async (args, code, words) => {
  expect(await run(...args)).toMatchObject({ code, err: expect.stringMatching(words) as unknown });
});
