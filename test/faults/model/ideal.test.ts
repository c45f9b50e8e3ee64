import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Act, Statement } from './facts.ts';
import type { Story } from './history.ts';
import { hour, said, story, told, wrongOf } from './made.ts';
import { simpleReader } from './reader.ts';
import type { Ask } from './reader.ts';
import { traceOf } from './trace.ts';
import type { Happening } from './trace.ts';
import { exact } from './verdict.ts';
import type { Heard } from './verdict.ts';

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
        // where it is not known what was read before that, and so what it lifted, either may do
        fc.pre(!of.acts.some(({ does }) => does === 'restore' || does === 'release'));
        expect(wrongOf(of, simpleReader('r', ask), heard.slice(0, -1), exact, (list.length + 8) * hour)).not.toEqual(
          [],
        );
      }),
      { numRuns: 500 },
    );
  });
});
