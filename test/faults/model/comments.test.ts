import { expect, test } from '@jest/globals';
import { judgeComment } from './comments.ts';
import type { Commented, HeardOfComment } from './comments.ts';
import { hour, said, story } from './made.ts';
import type { Story } from './history.ts';
import { simpleReader } from './reader.ts';
import type { Ask } from './reader.ts';

const out = story([[0, said('A')]]);
const [stands, taken] = [undefined, 4 * hour].map((endedMs): Commented => ({
  id: 'c',
  text: 'Well said.',
  approvedMs: 2 * hour,
  wasOut: true,
  endedMs,
}));
const approved: HeardOfComment = { type: 'approved', text: 'Well said.', atMs: 3 * hour };
const withdrawn: HeardOfComment = { type: 'withdrawn', text: undefined, atMs: 5 * hour };
interface Options {
  readonly of?: Story;
  readonly ends?: boolean;
  readonly ask?: Ask;
}
const wrong = (of: Commented, heard: HeardOfComment[], { of: which = out, ends = false, ask = {} }: Options = {}) =>
  judgeComment(which, simpleReader('r', ask), of, heard, 10 * hour, { ends }).map(({ words }) =>
    words.replace('r, the comment "Well said." on g: ', ''),
  );

test('a partner is told of a comment that stands, once, and of its end', () => {
  expect(wrong(stands!, [approved])).toEqual([]);
  expect(wrong(taken!, [approved, withdrawn])).toEqual([]);
  expect(wrong(taken!, [])).toEqual([]);
  expect(wrong(stands!, [])).toEqual(['was not told of it']);
  expect(wrong(stands!, [approved, approved])).toEqual(['was told twice']);
  expect(wrong(taken!, [approved])).toEqual(['was not told of its end']);
});

test('it is not told of what does not stand, nor in other words', () => {
  expect(wrong(taken!, [{ ...approved, atMs: 6 * hour }, withdrawn])).toContain('was told of it when it did not stand');
  expect(wrong(stands!, [{ ...approved, text: '' }])).toEqual(['was told ""']);
  expect(wrong(stands!, [approved, withdrawn])).toEqual(['was told of its end, and it stands']);
  expect(wrong(taken!, [approved, { ...withdrawn, text: 'Well said.' }])).toEqual(['the end says "Well said."']);
  expect(wrong(taken!, [withdrawn, { ...approved, atMs: 4 * hour }])).toEqual(['was told of it after its end']);
});

test('who never had it is told nothing of its end, unless an attempt may have arrived', () => {
  expect(wrong(taken!, [withdrawn])).toEqual(['was told of the end of what it never had']);
  expect(wrong(taken!, [withdrawn], { ends: true })).toEqual([]);
});

test('a comment goes with its article', () => {
  const gone = story([[0, said('A')]], [{ atMs: hour, does: 'withdraw', seen: 'A' }]);
  expect(wrong(stands!, [], { of: gone })).toEqual([]);
  expect(wrong(stands!, [approved], { of: gone })).toEqual([
    'was told of it when the story was not out, or not asked for',
  ]);
  expect(wrong(stands!, [], { ask: { topics: ['sport'] } })).toEqual([]);
  expect(wrong(stands!, [approved], { ask: { topics: ['sport'] } })).toHaveLength(1);
});
