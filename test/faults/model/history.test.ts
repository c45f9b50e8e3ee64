import { expect, test } from '@jest/globals';
import { backlogOf, isForgotten, outlivesLedger } from './history.ts';
import type { Story } from './history.ts';
import { day, said, story } from './made.ts';

test('backlog is what a first poll brings, or what is old by its date', () => {
  const at = (one: Story, fromMs: number, toMs: number): Story => ({ ...one, firstPoll: { fromMs, toMs } });
  expect(backlogOf(at(story([[0, said('A')]]), 1, 2))).toBe('yes');
  expect(backlogOf(at(story([[3, said('A')]]), 1, 2))).toBe('no');
  expect(backlogOf(at(story([[3, said('A')]]), 1, Infinity))).toBe('maybe');
  expect(backlogOf(at(story([[9 * day, said('A', { publishedMs: 0 })]]), 1, 2))).toBe('yes');
  expect(backlogOf(at(story([[0, said('A', { embargo: { words: 'tomorrow', untilMs: Infinity } })]]), 1, 2))).toBe(
    'no',
  );
  const held = said('B', { embargo: { words: 'soon', untilMs: 42 * day } });
  expect(
    backlogOf(
      at(
        story([
          [0, said('A')],
          [20 * day, held],
        ]),
        1,
        2,
      ),
    ),
  ).toBe('yes');
  expect(
    backlogOf(
      at(
        story([
          [0, said('A')],
          [40 * day, held],
        ]),
        1,
        2,
      ),
    ),
  ).toBe('maybe'); // forgotten, and held when it was seen anew
});

test('what does not change is forgotten, but not what is still to come', () => {
  expect(isForgotten(story([[0, said('A')]]), 31 * day)).toBe(true);
  expect(isForgotten(story([[0, said('A')]]), 29 * day)).toBe(false);
  const held = said('A', { embargo: { words: 'x', untilMs: 40 * day } });
  expect(isForgotten(story([[0, held]]), 45 * day)).toBe(false);
  // it holds no more
  expect(isForgotten(story([[0, held]], [{ atMs: day, does: 'release', seen: 'A' }]), 45 * day)).toBe(true);
});

test('two changes of which no ledger keeps the first leave nobody who knows who had the story', () => {
  expect(outlivesLedger(story([[0, said('A')]]))).toBe(false);
  expect(
    outlivesLedger(
      story([
        [0, said('A')],
        [20 * day, said('B')],
      ]),
    ),
  ).toBe(false);
  expect(
    outlivesLedger(
      story([
        [0, said('A')],
        [31 * day, said('B')],
      ]),
    ),
  ).toBe(true);
});
