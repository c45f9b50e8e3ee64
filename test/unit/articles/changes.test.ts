import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { readChange } from '../../../modules/articles/announcing/changes.ts';
import { readStream } from '../../../platform/runtime/streamHandler.ts';
import { anArticle } from '../../helpers/records.ts';

const readChanges = (records: DynamoDBRecord[]) => readStream(records, readChange);

const image = (row: object) =>
  marshall(row, { removeUndefinedValues: true }) as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];
const record = (
  sequence: string,
  dynamodb: DynamoDBRecord['dynamodb'],
  eventName: DynamoDBRecord['eventName'] = 'MODIFY',
): DynamoDBRecord => ({
  eventName,
  dynamodb: { SequenceNumber: sequence, Keys: { pk: { S: `ARTICLE#${sequence}` } }, ...dynamodb },
});

test('changes are read in order, with both images', () => {
  const [before, after] = [anArticle(), anArticle({ version: 2 })];
  const { changes, unreadable } = readChanges([
    record('1', { NewImage: image(before) }, 'INSERT'),
    record('2', { OldImage: image(before), NewImage: image(after) }),
  ]);
  expect(changes).toEqual([
    { sequenceNumber: '1', before: undefined, after: before },
    { sequenceNumber: '2', before, after },
  ]);
  expect(unreadable).toEqual([]);
});

test('a row that cannot be read is set aside by its keys, and the others go on', () => {
  const { changes, unreadable } = readChanges([
    record('1', { NewImage: image({ pk: 'ARTICLE#1', version: 'two' }) }),
    record('2', { NewImage: image(anArticle()) }),
  ]);
  expect(changes).toHaveLength(1);
  expect(unreadable).toEqual([
    { sequenceNumber: '1', keys: { pk: { S: 'ARTICLE#1' } }, reason: expect.stringContaining('version') as string },
  ]);
});

test('a row that retention removed says nothing', () => {
  expect(readChanges([record('1', { OldImage: image(anArticle()) }, 'REMOVE')])).toEqual({
    changes: [],
    unreadable: [],
  });
});
