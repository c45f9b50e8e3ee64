import { describe, expect, test } from '@jest/globals';
import type { Story } from './history.ts';
import { corrected, day, hour, killed, said, story, told, wrongOf } from './made.ts';
import { simpleReader } from './reader.ts';
import type { Reader } from './reader.ts';
import type { Heard } from './verdict.ts';

const everything = simpleReader('r', {});
const economy = simpleReader('r', { topics: ['economy'] });

describe('the model finds', () => {
  test.each<[what: string, of: Story, reader: Reader, heard: readonly Heard[], words: readonly RegExp[]]>([
    [
      'nothing where a correction came',
      corrected,
      everything,
      [told('published', 'A', 1, 1), told('updated', 'B', 2, hour)],
      [],
    ],
    ['nothing where the first form was never polled', corrected, everything, [told('published', 'B', 1, hour)], []],
    ['a correction that did not come', corrected, everything, [told('published', 'A', 1, 1)], [/last should be "B"/]],
    ['what never came', corrected, everything, [], [/heard nothing, and last should be "B"/]],
    [
      'who was not told that a story left their topic',
      corrected,
      economy,
      [told('published', 'A', 1, 1)],
      [/last should be its end/],
    ],
    [
      'nothing where they were',
      corrected,
      economy,
      [told('published', 'A', 1, 1), told('withdrawn', undefined, 2, hour)],
      [],
    ],
    [
      'who was told an end without a story',
      corrected,
      economy,
      [told('withdrawn', undefined, 2, hour)],
      [/never had/, /last should be nothing/],
    ],
    [
      'who heard of another end, and not of the withdrawal',
      killed,
      economy,
      [told('published', 'A', 1, 1), told('withdrawn', undefined, 2, hour)],
      [/last should be its end/],
    ],
    [
      'nothing where they heard of both',
      killed,
      economy,
      [told('published', 'A', 1, 1), told('withdrawn', undefined, 2, hour), told('withdrawn', undefined, 3, 2 * hour)],
      [],
    ],
    [
      'nothing where one was enough, as a form was never polled',
      killed,
      economy,
      [told('published', 'A', 1, 1), told('withdrawn', undefined, 2, 2 * hour)],
      [],
    ],
    [
      'who heard what they do not ask for',
      corrected,
      economy,
      [told('published', 'B', 1, hour)],
      [/not asked for/, /last should be its end/],
    ],
    [
      'an older version after a newer',
      corrected,
      everything,
      [told('published', 'B', 2, hour), told('updated', 'A', 1, hour)],
      [/version 1 after 2/, /last should be "B"/],
    ],
    [
      'published twice',
      corrected,
      everything,
      [told('published', 'A', 1, 1), told('published', 'B', 2, hour)],
      [/as published, and had it/],
    ],
    ['updated first', corrected, everything, [told('updated', 'B', 2, hour)], [/did not have it/]],
    [
      'what came early',
      story([[0, said('A', { embargo: { words: 'x', untilMs: 5 * hour } })]]),
      everything,
      [told('published', 'A', 1, hour)],
      [/when that was not out/],
    ],
    [
      'nothing where it came at its time',
      story([[0, said('A', { embargo: { words: 'x', untilMs: 5 * hour } })]]),
      everything,
      [told('published', 'A', 2, 5 * hour)],
      [],
    ],
    [
      'what came although nobody can read its embargo',
      story([[0, said('A', { embargo: { words: 'tomorrow', untilMs: Infinity } })]]),
      everything,
      [told('published', 'A', 1, hour)],
      [/when that was not out/, /last should be its end/],
    ],
    [
      'what came after an operator withdrew it',
      story([[0, said('A')]], [{ atMs: hour, does: 'withdraw', seen: 'A' }]),
      everything,
      [told('published', 'A', 1, 3 * hour)],
      [/when that was not out/, /last should be its end/],
    ],
    [
      'nothing where an operator released it',
      story([[0, said('A', { embargo: { words: 'x', untilMs: day } })]], [{ atMs: hour, does: 'release', seen: 'A' }]),
      everything,
      [told('published', 'A', 2, hour)],
      [],
    ],
    [
      'nothing where it was out between two commands of an operator',
      story(
        [[0, said('A')]],
        [
          { atMs: hour, does: 'withdraw', seen: 'A' },
          { atMs: 2 * hour, does: 'restore', seen: 'A' },
          { atMs: 2 * hour + 8, does: 'embargo', untilMs: day, seen: 'A' },
        ],
      ),
      everything,
      [
        told('published', 'A', 1, 1),
        told('withdrawn', undefined, 2, hour),
        told('published', 'A', 3, 2 * hour + 300),
        told('withdrawn', undefined, 4, 2 * hour + 900),
      ],
      [],
    ],
    [
      "an operator's embargo that a correction overwrote",
      story(
        [
          [0, said('A')],
          [hour, said('B')],
        ],
        [{ atMs: 1, does: 'embargo', untilMs: day, seen: 'A' }],
      ),
      everything,
      [told('published', 'A', 1, 0), told('withdrawn', undefined, 2, 1), told('published', 'B', 3, hour)],
      [/when that was not out/, /last should be its end/],
    ],
    [
      'a story that did not come back when its expiry was extended',
      story([
        [0, said('A', { expiresMs: hour })],
        [2 * hour, said('B', { expiresMs: 20 * hour })],
      ]),
      everything,
      [told('published', 'A', 1, 0), told('withdrawn', undefined, 2, hour)],
      [/last should be "B"/],
    ],
  ])('%s', (_, of, reader, heard, words) => {
    expect(wrongOf(of, reader, heard)).toEqual(words.map((one) => expect.stringMatching(one)));
  });

  test('what a widened filter did not bring only where it changed since', () => {
    const widened: Reader = {
      ...economy,
      asks: [
        { fromMs: -Infinity, ask: { topics: ['sport'] } },
        { fromMs: 3 * hour, ask: {} },
      ],
    };
    expect(wrongOf(corrected, widened, [])).toEqual([]);
    expect(
      wrongOf(
        story([
          [0, said('A')],
          [5 * hour, said('B')],
        ]),
        widened,
        [],
      ),
    ).toEqual([expect.stringMatching(/heard nothing/)]);
    expect(wrongOf(corrected, { ...widened, recoveries: [{ atMs: 4 * hour, sinceMs: -1 }] }, [])).toEqual([
      expect.stringMatching(/heard nothing/),
    ]);
  });

  test('no end without a story where the filter was narrowed as the operator let the story out', () => {
    const released = (atMs: number) =>
      story(
        [
          [0, said('A', { embargo: { words: 'x', untilMs: day } })],
          [5 * hour, said('B')],
        ],
        [{ atMs, does: 'release', seen: 'A' }],
      );
    const asks = [...economy.asks, { fromMs: 3 * hour, ask: { topics: ['sport'] } }];
    const heard = [told('withdrawn', undefined, 3, 5 * hour)];
    expect(wrongOf(released(3 * hour - 200), { ...economy, asks }, heard)).toEqual([]);
    expect(wrongOf(released(2 * hour), { ...economy, asks }, heard)).toContainEqual(
      expect.stringMatching(/the end of what it never had/),
    );
  });

  test('a withdrawal that was missed while a webhook was disabled', () => {
    const disabled: Reader = { ...everything, deaf: [{ fromMs: hour / 2, toMs: 3 * hour }] };
    expect(wrongOf(killed, disabled, [told('published', 'A', 1, 1)])).toEqual([
      expect.stringMatching(/last should be its end/),
    ]);
    expect(wrongOf(corrected, disabled, [told('published', 'A', 1, 1)])).toEqual([]);
  });

  test('no end without a story where an attempt may have arrived', () => {
    expect(wrongOf(corrected, economy, [told('withdrawn', undefined, 2, hour)], { ends: true, types: true })).toEqual(
      [],
    );
  });
});
