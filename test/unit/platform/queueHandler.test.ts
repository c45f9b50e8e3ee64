import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, jest, test } from '@jest/globals';
import type { Context, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { defineEnv } from '../../../platform/runtime/env.ts';
import { queueHandler, workOff } from '../../../platform/runtime/queueHandler.ts';
import type { QueueWork, Settled } from '../../../platform/runtime/queueHandler.ts';
import type { OwnQueue } from '../../../platform/sqs/ownQueue.ts';

const schema = z.object({ name: z.string() });
type Message = z.infer<typeof schema>;
type Work = QueueWork<Message, object, string>;

const record = (name: string, group = name, body = JSON.stringify({ name })) =>
  ({ messageId: name, receiptHandle: name, body, attributes: { MessageGroupId: group } }) as unknown as SQSRecord;
const bad = record('bad', 'a', '{"name":7}');
const noJson = record('none', 'a', 'reader@example.org');

/** A queue whose messages fail by name; it keeps what is reported, hidden and deleted. */
function queue(rest: Partial<Work> = {}, remainingMs = 60_000) {
  const seen = {
    reports: [] as string[],
    hidden: [] as [string, number][],
    deleted: [] as string[],
    logs: [] as string[],
  };
  const logger = new Logger({ logLevel: 'SILENT' });
  jest.spyOn(logger, 'error').mockImplementation((...said) => {
    seen.logs.push(JSON.stringify(said));
  });
  const ownQueue = {
    hide: async ({ messageId }: SQSRecord, seconds: number) => {
      if (messageId === 'unhidden') throw new Error('SQS is down');
      seen.hidden.push([messageId, seconds]);
    },
    delete: async (records: SQSRecord[]) => {
      seen.deleted.push(...records.map(({ messageId }) => messageId));
    },
  } as unknown as OwnQueue;
  const each = async ({ name }: Message): Promise<string> => {
    if (name.startsWith('fails')) throw new Error('a fault of ours');
    return name;
  };
  const report = ({ name }: Message, what: Settled<string>) => {
    seen.reports.push('error' in what ? `${name}: ${(what.error as Error).message}` : name);
  };
  const work = { schema, report, ownQueue: () => ownQueue, ...('batch' in rest ? {} : { each }), ...rest } as Work;
  const telemetry = { logger, metrics: new Metrics({ namespace: 'Test' }), remainingMs: () => remainingMs };
  const run = async (...records: SQSRecord[]) =>
    (await workOff(records, work, telemetry)).map(({ itemIdentifier }) => itemIdentifier);
  return { run, seen };
}

test('one that fails comes again, and its neighbours do not', async () => {
  const { run, seen } = queue();
  expect(await run(record('one'), record('fails'), record('two'))).toEqual(['fails']);
  expect(seen.reports.toSorted()).toEqual(['fails: a fault of ours', 'one', 'two']);
});

test('what cannot be read comes again until it is a dead letter; the log says where it is wrong, not what it holds', async () => {
  const { run, seen } = queue();
  expect(await run(bad, record('one'), noJson)).toEqual(['bad', 'none']);
  expect(seen.reports).toEqual(['one']);
  expect(seen.logs.join()).toContain('"wrong":["name"]');
  expect(seen.logs.join()).not.toContain('reader@example.org');
});

test('what a queue ignores is dropped unread', async () => {
  const { run, seen } = queue({ ignores: (body) => body === noJson.body });
  expect(await run(noJson)).toEqual([]);
  expect(seen).toMatchObject({ reports: [], logs: [] });
});

test.each([
  ['one that fails', record('fails', 'a')],
  ['one that cannot be read', bad],
])('in turn, none of a message group is taken after %s', async (_, stops) => {
  const { run, seen } = queue({ inTurn: { neededMs: 1_000 } });
  expect(await run(record('a1', 'a'), stops, record('b1', 'b'), record('a2', 'a'))).toEqual([stops.messageId, 'a2']);
  expect(seen.reports.filter((name) => !name.startsWith('fails')).toSorted()).toEqual(['a1', 'b1']);
});

test('in turn, nothing is begun that the time does not suffice for', async () => {
  const { run, seen } = queue({ inTurn: { neededMs: 1_000 } }, 999);
  expect(await run(record('a1', 'a'), record('b1', 'b'))).toEqual(['a1', 'b1']);
  expect(seen.reports).toEqual([]);
});

test('a message may come again though nothing failed, after a time of its own', async () => {
  const comesAgain = (name: string) => ({ at: { afterSeconds: 5 }, unhidden: { afterSeconds: 5 }, later: {} })[name];
  const { run, seen } = queue({ comesAgain });
  expect(await run(record('at'), record('done'), record('later'), record('unhidden'))).toEqual([
    'at',
    'later',
    'unhidden',
  ]);
  expect(seen.hidden).toEqual([['at', 5]]);
  expect(seen.reports).toContain('unhidden: SQS is down');
});

test('a batch is given what can be read, and each is settled once; what it forgets comes again', async () => {
  const { run, seen } = queue({
    batch: async (received, _services, settle) => {
      const [first, second] = received;
      await settle(second!, { error: new Error('a fault of ours') });
      await settle(first!, { outcome: 'done' });
    },
  });
  expect(await run(bad, record('one'), record('two'), record('three'))).toEqual(['bad', 'two', 'three']);
  expect(seen.reports).toEqual(['two: a fault of ours', 'one', 'three: The batch forgot this message.']);
  expect(await run(bad)).toEqual(['bad']);
});

test('a batch that throws as a whole comes again as a whole', async () => {
  const { run } = queue({ isAckedEarly: true, batch: () => Promise.reject(new Error('DynamoDB is down')) });
  await expect(run(record('one'))).rejects.toThrow('DynamoDB is down');
});

test('once a batch takes long, what is done leaves the queue within a moment, and what fails does not', async () => {
  jest.useFakeTimers();
  try {
    const { run, seen } = queue({
      isAckedEarly: true,
      batch: async ([early, fails, late], _services, settle) => {
        await settle(early!, { outcome: 'done' });
        expect(seen.deleted).toEqual([]);
        jest.advanceTimersByTime(1_000);
        expect(seen.deleted).toEqual(['early']);
        await settle(fails!, { error: new Error('a fault of ours') });
        await settle(late!, { outcome: 'done' });
        jest.advanceTimersByTime(200);
      },
    });
    expect(await run(record('early'), record('fails'), record('late'))).toEqual(['fails']);
    expect(seen.deleted).toEqual(['early', 'late']);
  } finally {
    jest.useRealTimers();
  }
});

test('services are built at the first event, once; a build that fails is tried again', async () => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.A_TABLE = 'table';
  const builds: string[] = [];
  const seen: string[] = [];
  const handler = queueHandler(
    defineEnv('A_TABLE'),
    async (env) => {
      builds.push(env.A_TABLE);
      if (builds.length === 1) throw new Error('SSM is down');
      return { table: env.A_TABLE };
    },
    {
      schema,
      each: async ({ name }, { table, remainingMs }) => seen.push(`${name} ${table} ${remainingMs()}`),
      report: () => undefined,
    },
  );
  const context = { getRemainingTimeInMillis: () => 9 } as Context;
  expect(builds).toEqual([]);
  await expect(handler({ Records: [record('one')] }, context)).rejects.toThrow('SSM is down');
  expect(await handler({ Records: [record('one')] }, context)).toEqual({ batchItemFailures: [] });
  expect(await handler({ Records: [record('two')] }, context)).toEqual({ batchItemFailures: [] });
  expect([builds, seen]).toEqual([
    ['table', 'table'],
    ['one table 9', 'two table 9'],
  ]);
});
