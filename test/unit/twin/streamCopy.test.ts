import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { StreamCopy } from '../../../local/engines/streamCopy.ts';
import { EngineError, type TableEngine } from '../../../local/engines/tableEngine.ts';
import { takeDataFolder } from '../../../local/journal/database.ts';
import { Journal } from '../../../local/journal/journal.ts';
import { type JsonObject, textOf } from '../../../local/template/json.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

const table = {
  id: 'Table',
  name: 'T',
  arn: 'arn:t',
  keys: ['id'],
  indexes: [],
  stream: { arn: 'arn:t/stream', view: 'KEYS_ONLY' as const },
  ttlAttribute: undefined,
};

/**
 * Shards by their id, each a list of sequence numbers; iterators are "shard/index", and all but the last shard are
 * closed.
 */
let shards: Record<string, string[]>;
let expired: boolean;
let calls: string[];
const engine: TableEngine = {
  endpoint: '',
  reach: () => Promise.reject(new Error('Nobody calls it.')),
  complete: true,
  stop: async () => undefined,
  call: async () => ({ Table: { LatestStreamArn: 'arn:t/stream/1' } }),
  callStreams: async (
    operation,
    {
      ShardId: id,
      ShardIterator: iterator,
      ShardIteratorType: type,
      SequenceNumber: sequence,
      ExclusiveStartShardId: after,
    },
  ): Promise<JsonObject> => {
    calls.push(operation);
    const ids = Object.keys(shards);
    // A page has one shard.
    if (operation === 'DescribeStream') {
      const index = after === undefined ? 0 : ids.indexOf(textOf(after)) + 1;
      return {
        StreamDescription: {
          Shards: [{ ShardId: ids[index] ?? '' }],
          ...(index < ids.length - 1 ? { LastEvaluatedShardId: ids[index] ?? '' } : {}),
        },
      };
    }
    if (operation === 'GetShardIterator') {
      return {
        ShardIterator: `${textOf(id)}/${type === 'TRIM_HORIZON' ? 0 : (shards[textOf(id)] ?? []).indexOf(textOf(sequence)) + 1}`,
      };
    }
    if (expired) {
      expired = false;
      throw new EngineError('ExpiredIteratorException', 'too old');
    }
    const [shard = '', index] = textOf(iterator).split('/');
    const records = (shards[shard] ?? []).slice(Number(index)).map((SequenceNumber) => ({
      eventName: 'INSERT',
      eventID: `event-${SequenceNumber}`,
      dynamodb: { SequenceNumber },
    }));
    const end = shard !== ids.at(-1);
    return { Records: records, ...(end ? {} : { NextShardIterator: `${shard}/${Number(index) + records.length}` }) };
  },
};

let folder: string;
let journal: Journal;
beforeEach(() => {
  [shards, expired, calls] = [{}, false, []];
  folder = newDataDir();
  journal = new Journal(takeDataFolder(folder));
});
afterEach(() => {
  journal.close();
  removeDataDir(folder);
});
const copied = (): string[] => journal.read('T', 0, 100).map(({ sequenceNumber }) => sequenceNumber);

test('copies what is there, shard after shard, each record once', async () => {
  shards = { 'shard-1': ['01', '02'], 'shard-2': ['03'] };
  const copy = new StreamCopy(table, engine, journal);
  await Promise.all([copy.pull(), copy.pull()]);
  expect(copied()).toEqual(['01', '02', '03']);
  expect(journal.read('T', 0, 1)).toMatchObject([
    { record: { eventID: 'event-01', eventSourceARN: 'arn:t/stream', dynamodb: { SequenceNumber: '01' } } },
  ]);
  shards['shard-2']?.push('04');
  calls = [];
  await copy.pull();
  expect(copied()).toEqual(['01', '02', '03', '04']);
  expect(calls).not.toContain('DescribeStream');
});

test('goes on after a restart, into shards that came in the meantime, and where the old one is gone', async () => {
  shards = { 'shard-1': ['01'] };
  await new StreamCopy(table, engine, journal).pull();
  shards = { 'shard-1': ['01', '02'], 'shard-2': [], 'shard-3': ['03'] };
  await new StreamCopy(table, engine, journal).pull();
  expect(copied()).toEqual(['01', '02', '03']);
  shards = { 'shard-4': ['05'] };
  await new StreamCopy(table, engine, journal).pull();
  expect(copied()).toEqual(['01', '02', '03', '05']);
});

test('finds its place again when its iterator has expired', async () => {
  shards = { 'shard-1': ['01'] };
  const copy = new StreamCopy(table, engine, journal);
  await copy.pull();
  shards['shard-1']?.push('02');
  expired = true;
  await copy.pull();
  expect(copied()).toEqual(['01', '02']);
});
