import { expect, test } from '@jest/globals';
import { hour, said, story } from './made.ts';
import { toldRestlessly } from './rewriting.ts';

const minute = hour / 60;
const titles = Array.from({ length: 9 }, (_, index) => `T${index}`);
const rewritten = (everyMinutes: number, but: (index: number) => Parameters<typeof said>[1] = () => ({})) =>
  story(titles.map((title, index) => [index * everyMinutes * minute, said(title, but(index))]));
const all = new Set(titles);

test('a story that is rewritten at each poll is told four times, or five, and once when its time has come', () => {
  expect(toldRestlessly(rewritten(11), all)).toEqual(titles.slice(1));
  expect(toldRestlessly(rewritten(11), new Set(['T0', 'T1', 'T2', 'T3', 'T4', 'T5', 'T8']))).toEqual([]);
});

test('what comes at its leisure, changes more than words, or was given another occasion, is told each time', () => {
  expect(toldRestlessly(rewritten(30), all)).toEqual([]);
  expect(
    toldRestlessly(
      rewritten(11, (index) => ({ topics: [`topic ${index}`] })),
      all,
    ),
  ).toEqual([]);
  const { statements, ...rest } = rewritten(11);
  const acts = [{ atMs: hour, does: 'release' as const, seen: 'T5' }];
  expect(toldRestlessly({ ...rest, statements, acts }, all)).toEqual([]);
});
