import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { itemBytes, maxItemBytes } from '../../../platform/dynamodb/itemSize.ts';
import { itemSize } from '../../../local/meter/itemSize.ts';
import type { Item } from '../../../local/journal/streamRecord.ts';

// Figures by hand, from "DynamoDB item sizes and formats" of its developer guide.
test.each([
  ['text in UTF-8, and its name', { é: '€uro' }, 2 + 6],
  ['a binary value by its raw bytes', { b: new Uint8Array(10) }, 1 + 10],
  ['null and boolean', { n: null, t: true }, 1 + 1 + 1 + 1],
  ['an empty list and an empty map', { l: [], m: {} }, 1 + 3 + 1 + 3],
  ['a list: 3, and 1 for each element', { l: ['a', 'bb'] }, 1 + 3 + 1 + 1 + 2 + 1],
  ['a map: 3, names too, and 1 for each element', { m: { ab: 'c' } }, 1 + 3 + 2 + 1 + 1],
  ['undefined is not written', { a: undefined, b: 'c' }, 2],
])('counts %s', (_what, item, bytes) => {
  expect(itemBytes(item)).toBe(bytes);
});

test('never less than the twin counts of what is written', () => {
  // AWS's marshaller takes an object with a `constructor` of its own for an instance of a class, and refuses it. Our
  // rows have fixed names.
  const names = fc.string({ minLength: 1 }).filter((name) => name !== 'constructor');
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value')),
      fc.dictionary(names, tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(fc.dictionary(names, values), (item) => {
      expect(itemBytes(item)).toBeGreaterThanOrEqual(itemSize(marshall(item) as unknown as Item));
    }),
  );
  expect(maxItemBytes).toBe(409_600);
});
