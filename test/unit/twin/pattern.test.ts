import { expect, test } from '@jest/globals';
import { filterOf, matches } from '../../../local/sources/pattern.ts';

const record = {
  eventName: 'MODIFY',
  dynamodb: { Keys: { pk: { S: 'ARTICLE#1' } }, NewImage: { status: { S: 'live' }, n: 5 }, tags: ['a', 'b'] },
};

test.each([
  [{ eventName: ['INSERT', 'MODIFY'] }, true],
  [{ eventName: ['REMOVE'] }, false],
  [{ dynamodb: { Keys: { pk: { S: [{ prefix: 'ARTICLE#' }] } } } }, true],
  [{ dynamodb: { Keys: { pk: { S: [{ suffix: '#2' }] } } } }, false],
  [{ dynamodb: { NewImage: { status: { S: [{ 'anything-but': ['live'] }] } } } }, false],
  [{ dynamodb: { NewImage: { status: { S: [{ 'anything-but': { prefix: 'em' } }] } } } }, true],
  [{ dynamodb: { NewImage: { dueAt: { N: [{ exists: false }] } } } }, true],
  [{ dynamodb: { OldImage: { status: { S: [{ exists: true }] } } } }, false],
  [{ dynamodb: { NewImage: { n: [{ numeric: ['>', 4, '<=', 5] }] } } }, true],
  [{ dynamodb: { tags: ['b'] } }, true],
  [{ eventName: ['MODIFY'], dynamodb: { tags: ['c'] } }, false],
  [{ $or: [{ eventName: ['REMOVE'] }, { eventName: ['MODIFY'] }] }, true],
])('%j', (pattern, expected) => {
  expect(matches(pattern, record)).toBe(expected);
});

test('one pattern of many is enough, and no pattern lets all through', () => {
  const filters = filterOf({
    Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }, { Pattern: '{"eventName":["MODIFY"]}' }],
  });
  expect(filters(record)).toBe(true);
  expect(filterOf(undefined)(record)).toBe(true);
});

test('an operator that is not known is an error with words', () => {
  expect(() => matches({ eventName: [{ wildcard: '*' }] }, record)).toThrow(
    'does not know the filter operator wildcard',
  );
});
