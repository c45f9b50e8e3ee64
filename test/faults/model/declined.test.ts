import { expect, test } from '@jest/globals';
import { corrected, hour, killed, told, wrongOf } from './made.ts';
import { simpleReader } from './reader.ts';
import type { Reader, Type } from './reader.ts';

test('a webhook that has declined corrections, or ends, is told none, and all the rest', () => {
  const declining = (...declines: Type[]): Reader => simpleReader('r', { declines });
  const [first, news, end] = [
    told('published', 'A', 1, 1),
    told('updated', 'B', 2, hour),
    told('withdrawn', undefined, 3, 2 * hour),
  ];
  expect(wrongOf(killed, declining('updated'), [first, end])).toEqual([]);
  expect(wrongOf(killed, declining('updated'), [first])).toEqual([expect.stringContaining('last should be its end')]);
  expect(wrongOf(corrected, declining('updated'), [first])).toEqual([]);
  expect(wrongOf(corrected, declining('updated'), [])).toEqual([expect.stringContaining('heard nothing')]);
  expect(wrongOf(corrected, declining('updated'), [first, news])).toEqual([
    'was told that it is updated, which it has declined',
  ]);
  expect(wrongOf(killed, declining('published', 'updated'), [end])).toEqual([]);
  expect(wrongOf(corrected, declining('published', 'updated'), [])).toEqual([]);
  expect(wrongOf(corrected, declining('published', 'updated'), [first])).toEqual([
    'was told that it is published, which it has declined',
  ]);
  expect(wrongOf(killed, declining('withdrawn'), [first, news])).toEqual([]);
  expect(wrongOf(killed, declining('withdrawn'), [first, news, end])).toEqual([
    'was told that it is withdrawn, which it has declined',
  ]);
});

test('who asks for ends again lacks those that came meanwhile, and none after that', () => {
  const again = (fromMs: number): Reader => ({
    ...simpleReader('r', {}),
    asks: [
      { fromMs: -Infinity, ask: { declines: ['withdrawn'] } },
      { fromMs, ask: {} },
    ],
  });
  const heard = [told('published', 'A', 1, 1), told('updated', 'B', 2, hour)];
  expect(wrongOf(killed, again(3 * hour), heard)).toEqual([]);
  expect(wrongOf(killed, again(1.5 * hour), heard)).toEqual([expect.stringContaining('last should be its end')]);
});

test('who asked for less, and then for ends alone, is not told again of what it was told the end of', () => {
  const narrowed = (...declines: Type[]): Reader => ({
    ...simpleReader('r', {}),
    asks: [
      { fromMs: -Infinity, ask: {} },
      { fromMs: hour / 4, ask: { topics: ['sport'] } },
      { fromMs: hour / 2, ask: { declines } },
    ],
  });
  const heard = [told('published', 'A', 1, 1), told('withdrawn', undefined, 1, hour / 4)];
  expect(wrongOf(corrected, narrowed('published', 'updated'), heard)).toEqual([]);
  expect(wrongOf(corrected, narrowed('updated'), heard)).toEqual([expect.stringContaining('last should be')]);
  const never: Reader = simpleReader('r', { declines: ['published', 'updated'] });
  expect(wrongOf(corrected, never, [told('withdrawn', undefined, 1, hour)])).toEqual([
    expect.stringContaining('last should be'),
  ]);
});
