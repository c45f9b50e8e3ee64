import { expect, test } from '@jest/globals';
import type { Pages } from './history.ts';
import { hour, said, story } from './made.ts';
import { behindTheWall, wrongInText } from './texts.ts';

const pagesOf = (...list: [hours: number, hold: Pages['hold'], forbids?: true][]): Pages[] =>
  list.map(([hours, hold, forbids = false]) => ({ fromMs: hours * hour, hold, forbids }));
const full = 'A: The central bank raised its rate on Monday.';
const wrong = (pages: Pages[] | undefined, shown: string, line?: string) =>
  wrongInText({ ...story([[hour, said('A')]]), ...(pages && { pages }) }, line, 'A', shown);

test('a story has the text of its page where Caravan was let read it', () => {
  const notLet = ['shows a text that Caravan was not let read'];
  expect(wrong(undefined, 'In short.')).toEqual([]);
  expect(wrong(undefined, full)).toEqual(notLet);
  expect(wrong(pagesOf([0, 'text']), full)).toEqual([]);
  expect(wrong(pagesOf([0, 'nothing'], [2, 'text']), full)).toEqual([]);
  expect(wrong(pagesOf([0, 'text', true]), full)).toEqual(notLet);
});

test('robots.txt may be remembered for a day', () => {
  expect(wrong(pagesOf([0, 'text'], [0.5, 'text', true]), full)).toEqual([]);
  expect(wrong(pagesOf([-30, 'text'], [-25, 'text', true]), full)).not.toEqual([]);
});

test('nobody is shown what is for subscribers, or the text of another', () => {
  expect(wrong(pagesOf([0, 'text']), `${behindTheWall}: ${full}`)).toEqual(['shows what is for subscribers']);
  expect(wrong(pagesOf([0, 'text']), full.replace('A', 'B'))).toEqual(['shows the text of another']);
});

test('the newest line is shown, unless the text of the page is in its place', () => {
  expect(wrong(pagesOf([0, 'text']), 'In short. 3 comments', '3 comments')).toEqual([]);
  expect(wrong(pagesOf([0, 'text']), 'In short. 2 comments', '3 comments')).toEqual(['does not show "3 comments"']);
  expect(wrong(pagesOf([0, 'text']), full, '3 comments')).toEqual([]);
});
