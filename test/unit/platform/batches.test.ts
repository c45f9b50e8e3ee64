import fc from 'fast-check';
import { chunks, packs } from '../../../platform/dynamodb/batches.ts';

test('chunks keep order and size', () => {
  expect(chunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(chunks([], 10)).toEqual([]);
});

test('packs keep order, size and bytes, and lose nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 100 })), (list) => {
      const packed = packs(list, 10, 100, (bytes) => bytes);
      expect(packed.flat()).toEqual(list);
      for (const pack of packed) {
        expect(pack.length).toBeLessThanOrEqual(10);
        expect(pack.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(100);
      }
    }),
  );
});

test('packs are as full as their order lets them be', () => {
  expect(packs([60, 40, 1], 10, 100, (bytes) => bytes)).toEqual([[60, 40], [1]]);
  expect(
    packs(
      Array.from({ length: 11 }, () => 1),
      10,
      100,
      (bytes) => bytes,
    ).map((pack) => pack.length),
  ).toEqual([10, 1]);
});
