import { expect, test } from '@jest/globals';
import type { Context, DynamoDBRecord } from 'aws-lambda';
import { defineEnv } from '../../../platform/runtime/env.ts';
import { streamHandler } from '../../../platform/runtime/streamHandler.ts';
import { sweepHandler } from '../../../platform/runtime/sweepHandler.ts';

process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
const context = {} as Context;
const records = ['1', 'bad', 'skipped', '2'].map((SequenceNumber): DynamoDBRecord => ({
  dynamodb: { SequenceNumber, Keys: { pk: { S: SequenceNumber } } },
}));
const read = ({ dynamodb }: DynamoDBRecord): string | undefined => {
  if (dynamodb?.SequenceNumber === 'bad') throw new Error('It has no version.');
  return dynamodb?.SequenceNumber === 'skipped' ? undefined : dynamodb?.SequenceNumber;
};

/** A stream whose changes are taken up to one of them, and whose dead letters may be refused. */
function stream(resumeAt: string | undefined, isBuryingBroken = false) {
  const seen = { taken: [] as (readonly string[])[], buried: [] as unknown[] };
  const handler = streamHandler(defineEnv(), () => ({}), {
    read,
    bury: async (rows) => {
      if (isBuryingBroken) throw new Error('SQS is down');
      seen.buried.push(...rows);
    },
    run: async (changes) => {
      seen.taken.push(changes);
      return resumeAt;
    },
  });
  return { seen, run: () => handler({ Records: records }, context) };
}

test('changes are taken in order; what cannot be read is buried by its keys', async () => {
  const { run, seen } = stream(undefined);
  expect(await run()).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual({
    taken: [['1', '2']],
    buried: [{ sequenceNumber: 'bad', keys: { pk: { S: 'bad' } }, reason: 'It has no version.' }],
  });
});

test('a stream resumes at the first record that was not taken', async () =>
  expect(await stream('2').run()).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] }));

test('nothing is taken before what cannot be read is kept', async () => {
  const { run, seen } = stream(undefined, true);
  await expect(run()).rejects.toThrow('SQS is down');
  expect(seen.taken).toEqual([]);
});

test('a sweep counts what there was, and no 0', async () => {
  const counted: string[] = [];
  await sweepHandler(
    defineEnv(),
    () => ({}),
    async ({ metrics }, _now, countSome) => {
      metrics.addMetric = (name, _unit, value) => {
        counted.push(`${name} ${value}`);
        return metrics;
      };
      countSome('Some', 2);
      countSome('None', 0);
    },
  )({}, context);
  expect(counted).toEqual(['Some 2']);
});
