import { expect, test } from '@jest/globals';
import { hour, said, story } from './made.ts';
import { toldAgain, toldRestlessly } from './rewriting.ts';

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

test('one form of a story is told once, and again where an operator or the clock gave an occasion', () => {
  const heard = [1, 2].map((version) => ({ title: 'A', version }));
  const wrong = ['was told "A" in 2 versions, where 1 are explained'];
  expect(toldAgain(story([[0, said('A')]]), heard, hour)).toEqual(wrong);
  expect(toldAgain(story([[0, said('A')]]), heard.slice(1), hour)).toEqual([]);
  expect(toldAgain(story([[0, said('A')]], [{ atMs: 1, does: 'restore', seen: 'A' }]), heard, hour)).toEqual([]);
  expect(toldAgain(story([[0, said('A', { expiresMs: 1 })]]), heard, hour)).toEqual([]);
});
