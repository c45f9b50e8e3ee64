import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { SQSClient } from '@aws-sdk/client-sqs';
import { jest } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import type { AnnouncedVersionsTable } from '../../../modules/articles/announcedVersions.ts';
import { deliveryMessages } from '../../../modules/webhooks/deliver/deliver.ts';
import type { DeliverySender } from '../../../modules/webhooks/deliver/send.ts';
import type { DeliveriesTable } from '../../../modules/webhooks/deliveriesTable.ts';
import type { Delivery } from '../../../modules/webhooks/delivery.ts';
import type { Endpoint } from '../../../modules/webhooks/endpoint.ts';
import type { EndpointPatch, EndpointsTable } from '../../../modules/webhooks/endpointsTable.ts';
import type { UsageTable } from '../../../modules/webhooks/usage.ts';
import { workOff } from '../../../platform/runtime/queueHandler.ts';
import { EarlyAck, OwnQueue } from '../../../platform/sqs/ownQueue.ts';
import { instant } from '../../../platform/values/time.ts';
import { anArticle, anEdition, anEndpoint } from '../../helpers/records.ts';

const now = new Date('2026-11-01T09:00:00Z');
const idOf = (letter: string) => letter.repeat(32);
const record = (article: string, version = 1, body?: string) =>
  ({
    messageId: `${article}${version}`,
    receiptHandle: `handle-${article}${version}`,
    body:
      body ??
      JSON.stringify({ partnerId: 'caspian-times', endpointId: anEndpoint().id, articleId: idOf(article), version }),
  }) as unknown as SQSRecord;

/** An SQS that keeps what it is asked, and refuses nothing. */
function anSqs() {
  const commands: { name: string; input: unknown }[] = [];
  const sqs = new SQSClient({ region: 'us-east-1' });
  sqs.send = ((command: { constructor: { name: string }; input: unknown }) => {
    commands.push({ name: command.constructor.name, input: command.input });
    return Promise.resolve({});
  }) as typeof sqs.send;
  return { sqs, commands };
}

const silent = { logger: new Logger({ logLevel: 'SILENT' }), metrics: new Metrics({ namespace: 'Test' }) };

/** Each article has two versions. */
const editions = {
  ofArticle: async (id: string, from: number) =>
    [1, 2].filter((version) => version >= from).map((version) => anEdition(version, anArticle({ id, version }))),
} as unknown as AnnouncedVersionsTable;

const senderInto =
  (posted: string[], answers: Record<string, number>): DeliverySender =>
  async (
    _endpoint,
    {
      edition: {
        event: { article },
      },
    },
  ) => {
    posted.push(`${article.id.charAt(0)}${article.version}`);
    return { attempt: { at: instant(now), milliseconds: 1, status: answers[article.id.charAt(0)] ?? 204 }, answer: '' };
  };

const usageInto = (used: unknown[]): Pick<UsageTable, 'add'> => ({
  add: async (...[partnerId, way, sources]) => {
    used.push([partnerId, way, sources]);
  },
});

/** A ledger in memory; its writes fail for some articles, and posts are answered as told. */
function world({
  answers = {},
  brokenLedger = [],
  remainingMs = 60_000,
  endpoint = {},
}: {
  answers?: Record<string, number>;
  brokenLedger?: string[];
  remainingMs?: number;
  endpoint?: Partial<Endpoint>;
} = {}) {
  const rows: Delivery[] = [];
  const posted: string[] = [];
  const [waits, changes, used] = [[] as number[], [] as EndpointPatch[], [] as unknown[]];
  const { sqs, commands } = anSqs();
  const parts = {
    endpoints: {
      getMany: async () => [anEndpoint(endpoint)],
      change: async (_: unknown, patch: EndpointPatch) => changes.push(patch),
    } as unknown as EndpointsTable,
    editions,
    ledger: {
      getMany: async (places: { articleId: string; seq: number }[]) =>
        rows.filter((row) => places.some(({ articleId, seq }) => row.articleId === articleId && row.seq === seq)),
      put: async (row: Delivery) => {
        if (brokenLedger.includes(row.articleId.charAt(0))) throw new Error('DynamoDB is throttled');
        rows.push(row);
      },
    } as unknown as DeliveriesTable,
    send: senderInto(posted, answers),
    now: () => now,
    random: () => 0.5,
    usage: usageInto(used),
    wait: async (milliseconds: number) => waits.push(milliseconds),
    remainingMs: () => remainingMs,
    ownQueue: new OwnQueue(sqs, 'queue'),
    ...silent,
  };
  const told: string[] = [];
  return {
    rows,
    posted,
    waits,
    changes,
    used,
    commands,
    told,
    run: (...records: SQSRecord[]) =>
      workOff(
        records,
        {
          ...deliveryMessages,
          report: ({ articleId }, what) => {
            told.push(`${articleId.charAt(0)} ${'error' in what ? 'error' : 'settled'}`);
          },
        },
        parts,
      ),
  };
}
const items = (failed: { itemIdentifier: string }[]) => failed.map(({ itemIdentifier }) => itemIdentifier).toSorted();

test('what our own fault prevents comes again, and nothing else does', async () => {
  const { run, rows, told } = world({ brokenLedger: ['b'] });
  expect(
    items(
      await run(record('a'), record('b'), record('c'), record('d', 1, '{"no":"delivery"}'), record('e', 1, 'not JSON')),
    ),
  ).toEqual(['b1', 'd1', 'e1']);
  expect(rows.map(({ articleId, status }) => `${articleId.charAt(0)} ${status}`).toSorted()).toEqual([
    'a delivered',
    'c delivered',
  ]);
  expect(told.toSorted()).toEqual(['a settled', 'b error', 'c settled']);
});

test('the first retry waits in the queue itself; a later one waits in the ledger', async () => {
  const { run, commands, rows } = world({ answers: { a: 500 } });
  expect(items(await run(record('a')))).toEqual(['a1']);
  expect(commands).toEqual([
    {
      name: 'ChangeMessageVisibilityCommand',
      input: { QueueUrl: 'queue', ReceiptHandle: 'handle-a1', VisibilityTimeout: 5 },
    },
  ]);
  expect(rows).toMatchObject([{ status: 'pending', step: 1 }]);
  rows[0] = { ...rows[0]!, dueAt: 1 as never };
  expect(await run(record('a'))).toEqual([]);
  expect(rows.at(-1)).toMatchObject({ status: 'pending', step: 2 });
});

test('two versions in one batch go in their order, and the older one not after the newer', async () => {
  const inOrder = world();
  await inOrder.run(record('a', 1), record('a', 2));
  expect(inOrder.posted).toEqual(['a1', 'a2']);
  const turned = world();
  await turned.run(record('a', 2), record('a', 1));
  expect(turned.posted).toEqual(['a2']);
  expect(turned.rows.map(({ version, status }) => [version, status])).toEqual([
    [2, 'delivered'],
    [1, 'superseded'],
  ]);
});

test('where no time is left, messages come again instead of being cut off amid a post', async () => {
  const { run, posted } = world({ remainingMs: 10_000 });
  expect(items(await run(record('a'), record('b')))).toEqual(['a1', 'b1']);
  expect(posted).toEqual([]);
});

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
    batch.finish(record('a'));
    expect(commands).toEqual([]);
    jest.advanceTimersByTime(1_000);
    batch.finish(record('b'));
    expect(commands).toEqual([['handle-a1'], ['handle-b1']]);
    await batch.close(); // that SQS refused is of no consequence: Lambda deletes them
  } finally {
    jest.useRealTimers();
  }
});

test('posts to an endpoint that asks for a rate stand evenly apart, in their order', async () => {
  const { run, posted, waits, changes } = world({
    endpoint: { ratePerMinute: 10, nextPostAt: instant(new Date(now.getTime() + 1_000)) },
  });
  expect(await run(record('c'), record('a'), record('b'))).toEqual([]);
  expect(posted).toEqual(['c1', 'a1', 'b1']);
  expect(waits).toEqual([1_000, 7_000, 13_000]); // the clock of this test stands still
  expect(changes.at(-1)).toEqual({ nextPostAt: instant(new Date(now.getTime() + 19_000)) });
});

test('a turn that is too far away is waited for in the queue, and nothing overtakes it', async () => {
  const { run, posted, commands } = world({
    endpoint: { ratePerMinute: 10, nextPostAt: instant(new Date(now.getTime() + 30_000)) },
  });
  expect(items(await run(record('a'), record('b')))).toEqual([]);
  expect(posted).toEqual(['a1', 'b1']);
  const later = world({
    endpoint: { ratePerMinute: 10, nextPostAt: instant(new Date(now.getTime() + 39_000)) },
  });
  expect(items(await later.run(record('a'), record('b'), record('c')))).toEqual(['b1', 'c1']);
  expect(later.posted).toEqual(['a1']);
  expect(commands).toEqual([]);
  expect(later.commands.map(({ input }) => input)).toMatchObject([
    { ReceiptHandle: 'handle-b1', VisibilityTimeout: 45 },
    { ReceiptHandle: 'handle-c1', VisibilityTimeout: 45 },
  ]);
});

test('the last message of a step of a recovery tells how many were tried', async () => {
  const { run, changes } = world();
  const again = { asked: instant(now), how: 'recover' as const, tried: 7 };
  const about = { partnerId: 'caspian-times', endpointId: anEndpoint().id, version: 1 };
  await run(record('a'), record('b', 1, JSON.stringify({ ...about, articleId: idOf('b'), again })));
  expect(changes).toEqual([{ recoveryTried: { asked: instant(now), count: 7 } }]);
});

test('what a partner took is counted once, by source; what it did not take is not', async () => {
  const { run, used } = world({ answers: { b: 500 } });
  await run(record('a'), record('b'), record('c'));
  const source = anArticle().source.id;
  expect(used).toEqual([['caspian-times', 'webhook', [source, source]]]);
});
