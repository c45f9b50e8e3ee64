import { expect, test } from '@jest/globals';
import { unusedGrants, wordsOf } from '../../../local/template/grants.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/Articles';
const grant = (action: string, resource = table, id = 'Ingest') => ({ function: id, action, resource });

test('a grant that no use needed is found: by function, action and resource', () => {
  const uses = [
    grant('dynamodb:GetItem'),
    grant('dynamodb:Query', `${table}/index/due`),
    grant('dynamodb:PutItem', table, 'Publish'),
  ];
  const grants = [
    grant('dynamodb:GetItem'),
    grant('dynamodb:Query'),
    grant('dynamodb:Query', `${table}/index/due`),
    grant('dynamodb:PutItem'),
  ];
  expect(unusedGrants(grants, uses)).toEqual([grant('dynamodb:Query'), grant('dynamodb:PutItem')]);
});

test('a wildcard is never needed, as each use has its own name', () => {
  const wide = [grant('dynamodb:*'), grant('dynamodb:GetItem', '*')];
  expect(unusedGrants(wide, [grant('dynamodb:GetItem')])).toEqual(wide);
});

test('what Lambda does by itself is not asked for', () => {
  expect(unusedGrants([grant('logs:PutLogEvents', '*'), grant('xray:PutTraceSegments', '*')], [])).toEqual([]);
});

test('a grant is said by what it is on', () => {
  expect(wordsOf(grant('dynamodb:GetItem'))).toBe('dynamodb:GetItem on table/Articles');
  expect(wordsOf(grant('ses:GetAccount', '*'))).toBe('ses:GetAccount on *');
});
