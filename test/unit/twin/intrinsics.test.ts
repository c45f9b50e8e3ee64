import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../../local/template/json.ts';
import { noValue, resolve, type Scope } from '../../../local/template/intrinsics.ts';

const scope: Scope = {
  ref: (id) => (id === 'AWS::NoValue' ? noValue : `ref-${id}`),
  getAtt: (id, attribute) => `${id}/${attribute}`,
  condition: (name) => name === 'Yes',
  mapping: (...path) => path.join('.'),
};

describe('resolve', () => {
  test.each<[Json, Json]>([
    [{ Ref: 'Queue' }, 'ref-Queue'],
    [{ 'Fn::GetAtt': ['Table', 'Arn'] }, 'Table/Arn'],
    [{ 'Fn::GetAtt': 'Nested.Outputs.Name' }, 'Nested/Outputs.Name'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'B' }, 1]] }, 'a-ref-B-1'],
    [{ 'Fn::Sub': 'x-${A}-${B.Arn}-${!Literal}' }, 'x-ref-A-B/Arn-${Literal}'],
    [{ 'Fn::Sub': ['${Own}/${A}', { Own: { Ref: 'Mine' } }] }, 'ref-Mine/ref-A'],
    [{ 'Fn::Select': [2, { 'Fn::Split': ['/', 'http://host/path'] }] }, 'host'],
    [{ 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
    [{ 'Fn::If': ['No', 'then', { Ref: 'Else' }] }, 'ref-Else'],
    [{ 'Fn::FindInMap': ['M', { Ref: 'R' }, 'k'] }, 'M.ref-R.k'],
    [{ 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }] }, true],
    [{ a: [{ Ref: 'AWS::NoValue' }, { Ref: 'X' }], b: { Ref: 'AWS::NoValue' } }, { a: ['ref-X'] }],
    [{ Condition: { StringEquals: { x: 'y' } } }, { Condition: { StringEquals: { x: 'y' } } }],
  ])('%j', (value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  test('an unknown function is an error with words', () => {
    expect(() => resolve({ 'Fn::ImportValue': 'x' }, scope)).toThrow(
      'does not know the intrinsic function Fn::ImportValue',
    );
    expect(() => resolve({ 'Fn::Select': [3, ['a']] }, scope)).toThrow('finds nothing at 3');
  });
});
