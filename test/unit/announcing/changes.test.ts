import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { readChange } from '../../../modules/announcing/changes.ts';
import { readStream } from '../../../platform/runtime/streamHandler.ts';
import { decided, heldComment } from '../../../modules/comments/comment.ts';
import type { Comment } from '../../../modules/comments/comment.ts';
import { anArticle, at } from '../../helpers/records.ts';

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

describe('comments', () => {
  const now = new Date('2026-11-02T12:00:00Z');
  const sent = { id: 'c'.repeat(32), articleId: 'a'.repeat(32), name: 'Leyla', text: 'Well said.' };
  const held = heldComment({ ...sent, sentAt: at('2026-11-02T11:00:00Z') }, now);
  const approved = decided(held, 'approve', now)!;
  const rejected = decided(approved, 'reject', new Date('2026-11-02T13:00:00Z'))!;
  const changeOf = (before: Comment, after: Comment | undefined, more: Partial<DynamoDBRecord> = {}) =>
    readChange({
      eventName: after === undefined ? 'REMOVE' : 'MODIFY',
      dynamodb: {
        SequenceNumber: '1',
        ApproximateCreationDateTime: Date.parse('2026-11-02T14:00:00Z') / 1_000,
        Keys: { pk: { S: 'COMMENT#c' }, sk: { S: 'COMMENT' } },
        OldImage: image(before),
        NewImage: after && image(after),
      },
      ...more,
    });

  test.each<[string, Comment, Comment | undefined, string | undefined, string]>([
    ['approved', held, approved, 'comment.approved', '2026-11-02T12:00:00.000Z'],
    ['taken back', approved, rejected, 'comment.withdrawn', '2026-11-02T13:00:00.000Z'],
    ['erased', approved, undefined, 'comment.withdrawn', '2026-11-02T14:00:00.000Z'],
    ['rejected at once', held, decided(held, 'reject', now), undefined, ''],
    ['erased before it was approved', held, undefined, undefined, ''],
    ['written again as it was', approved, approved, undefined, ''],
  ])('one that was %s', (_, before, after, type, when) => {
    const { id, articleId } = sent;
    expect(changeOf(before, after)).toEqual(
      type && { sequenceNumber: '1', comment: { id, articleId }, type, at: at(when) },
    );
  });

  test('one that retention removed says nothing', () => {
    const userIdentity = { type: 'Service', principalId: 'dynamodb.amazonaws.com' };
    expect(changeOf(approved, undefined, { userIdentity })).toBeUndefined();
  });
});
