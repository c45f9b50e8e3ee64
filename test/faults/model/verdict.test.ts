import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Act, Said, Statement } from './facts.ts';
import { backlogOf, isForgotten } from './history.ts';
import type { Story } from './history.ts';
import { simpleReader } from './reader.ts';
import type { Ask, Reader } from './reader.ts';
import { traceOf } from './trace.ts';
import type { Happening } from './trace.ts';
import { exact, judgeReader } from './verdict.ts';
import type { Heard } from './verdict.ts';

const hour = 3_600_000;
const day = 24 * hour;
const said = (title: string, but: Partial<Said> = {}): Said => ({
  title,
  topics: ['economy'],
  language: 'en',
  embargo: undefined,
  expiresMs: undefined,
  publishedMs: undefined,
  ...but,
});
const story = (
  statements: readonly (readonly [atMs: number, says: Statement['says']])[],
  acts: readonly Act[] = [],
): Story => ({
  source: 'emn',
  guid: 'g',
  statements: statements.map(([atMs, says]) => ({ atMs, says })),
  acts,
  firstPoll: { fromMs: -2, toMs: -1 },
});
const told = (type: Heard['type'], title: string | undefined, version: number, atMs: number): Heard => ({
  type,
  title,
  version,
  atMs,
});
const everything = simpleReader('r', {});
const economy = simpleReader('r', { topics: ['economy'] });
const wrongOf = (of: Story, reader: Reader, heard: readonly Heard[], tolerance = exact, endMs = 10 * hour) =>
  judgeReader(of, reader, heard, endMs, tolerance).map(({ words }) => words.replace('r, g: ', ''));

const corrected = story([
  [0, said('A')],
  [hour, said('B', { topics: ['politics'] })],
]);
const killed = story([
  [0, said('A')],
  [hour, said('B', { topics: ['politics'] })],
  [2 * hour, 'tombstone'],
]);

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
  expect(isForgotten(story([[0, said('A', { embargo: { words: 'x', untilMs: 40 * day } })]]), 45 * day)).toBe(false);
});

/** An hour outside: what the publisher says, whether Caravan polls, and what the operator does. */
const hours = fc.array(
  fc.record({
    says: fc.option(
      fc.oneof(
        { weight: 1, arbitrary: fc.constant('tombstone' as const) },
        {
          weight: 3,
          arbitrary: fc.record({
            topics: fc.subarray(['economy', 'sport']),
            language: fc.constantFrom('en', 'az'),
            embargoHours: fc.option(fc.constantFrom(2, 5, Infinity), { nil: undefined }),
            expiresHours: fc.option(fc.constantFrom(2, 5), { nil: undefined }),
          }),
        },
      ),
      { nil: undefined },
    ),
    isPolled: fc.boolean(),
    does: fc.option(fc.constantFrom<Act['does']>('withdraw', 'restore', 'embargo', 'release'), {
      nil: undefined,
      freq: 3,
    }),
  }),
  { minLength: 1, maxLength: 15 },
);

/** A Caravan without a fault, that reads what a poll finds, and knows acts and the clock at once. */
function ideal(list: typeof hours extends fc.Arbitrary<infer List> ? List : never): {
  of: Story;
  happenings: Happening[];
} {
  const statements: Statement[] = [];
  const acts: Act[] = [];
  const happenings: Happening[] = [];
  let [readTo, seen] = [0, undefined as string | undefined];
  const poll = (atMs: number) => {
    const last = statements.at(-1);
    if (last === undefined || readTo === statements.length) return;
    readTo = statements.length;
    if (last.says !== 'tombstone') seen = last.says.title;
    happenings.push({ atMs, says: last.says });
  };
  for (const [index, { says, isPolled, does }] of list.entries()) {
    const atMs = index * hour;
    happenings.push({ atMs, does: 'sweep' });
    if (says === 'tombstone' && statements.length > 0) statements.push({ atMs, says });
    else if (says !== undefined && says !== 'tombstone') {
      const { topics, language, embargoHours, expiresHours } = says;
      const untilMs = embargoHours === undefined ? undefined : atMs + embargoHours * hour;
      statements.push({
        atMs,
        says: said(`T${index}`, {
          topics,
          language,
          embargo:
            untilMs === undefined
              ? undefined
              : { words: untilMs === Infinity ? `soon ${index}` : String(untilMs), untilMs },
          expiresMs: expiresHours === undefined ? undefined : atMs + expiresHours * hour,
        }),
      });
    }
    if (isPolled) poll(atMs + hour / 4);
    if (does !== undefined && seen !== undefined) {
      const act: Act = { atMs: atMs + hour / 2, does, seen, ...(does === 'embargo' && { untilMs: atMs + 3 * hour }) };
      acts.push(act);
      happenings.push(act);
    }
  }
  for (let index = list.length; index < list.length + 8; index++) {
    happenings.push({ atMs: index * hour, does: 'sweep' });
    poll(index * hour);
  }
  return { of: { ...story([], acts), statements }, happenings };
}

describe('held against a Caravan without a fault, whatever it polled', () => {
  const asks = fc.constantFrom<Ask>(
    {},
    { topics: ['economy'] },
    { languages: ['en'] },
    { topics: ['sport'], languages: ['az'] },
  );
  const heardOf = (happenings: readonly Happening[], ask: Ask): Heard[] =>
    traceOf(happenings, 'emn', ask).told.map(({ type, title, version, atMs }) =>
      told(type, type === 'withdrawn' ? undefined : title, version, atMs),
    );

  test('the model finds nothing', () => {
    fc.assert(
      fc.property(hours, asks, (list, ask) => {
        const { of, happenings } = ideal(list);
        expect(wrongOf(of, simpleReader('r', ask), heardOf(happenings, ask), exact, (list.length + 8) * hour)).toEqual(
          [],
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('and finds something where the last word is missing, or is another', () => {
    fc.assert(
      fc.property(hours, asks, (list, ask) => {
        const { of, happenings } = ideal(list);
        const heard = heardOf(happenings, ask);
        const last = heard.at(-1);
        fc.pre(last !== undefined && heard.at(-2)?.type !== last.type); // of two ends, either may do
        // where it is not known what was read before that, either may do
        fc.pre(!of.acts.some(({ does }) => does === 'restore'));
        expect(wrongOf(of, simpleReader('r', ask), heard.slice(0, -1), exact, (list.length + 8) * hour)).not.toEqual(
          [],
        );
      }),
      { numRuns: 500 },
    );
  });
});
