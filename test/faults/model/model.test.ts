import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acted, read, stateAt, unheardOf } from './facts.ts';
import type { Act, Facts, Statement } from './facts.ts';
import { hour, said } from './made.ts';
import { traceOf } from './trace.ts';
import type { Happening } from './trace.ts';
import type { Ask } from './reader.ts';

const embargo = (untilMs: number) => ({ words: String(untilMs), untilMs });
const tomorrow = { words: 'tomorrow', untilMs: Infinity };
const tells = (atMs: number, says: Statement['says']): Statement => ({ atMs, says });
const does = (atMs: number, what: Act['does'], untilMs?: number): Act => ({ atMs, does: what, untilMs, seen: '' });
const sweep = (atMs: number): Happening => ({ atMs, does: 'sweep' });
const wordsOf = (happenings: readonly Happening[], ask: Ask = {}): string[] =>
  traceOf(happenings, 'emn', ask).told.map(({ type, title, version }) => `${type} ${title} v${version}`);

describe('what a reader is told', () => {
  test.each<[what: string, happenings: readonly Happening[], ask: Ask, told: readonly string[]]>([
    [
      'a story, its correction, its end and its return',
      [tells(0, said('A')), tells(1, said('B')), tells(2, 'tombstone'), tells(3, said('C'))],
      {},
      ['published A v1', 'updated B v2', 'withdrawn B v3', 'published C v4'],
    ],
    [
      'under an embargo nothing, and then the story',
      [tells(0, said('A', { embargo: embargo(hour) })), sweep(hour)],
      {},
      ['published A v2'],
    ],
    [
      'of a story that is taken back and comes again under its embargo, nothing',
      [
        tells(0, said('A', { embargo: embargo(hour) })),
        tells(1, 'tombstone'),
        tells(2, said('B', { embargo: embargo(hour) })),
        sweep(3),
      ],
      {},
      [],
    ],
    [
      'of one that an operator withdraws and restores under its embargo, nothing',
      [tells(0, said('A', { embargo: embargo(hour) })), does(1, 'withdraw'), does(2, 'restore')],
      {},
      [],
    ],
    [
      'what was out by mistake is ended, and comes at its time',
      [tells(0, said('A')), tells(1, said('B', { embargo: embargo(hour) })), sweep(hour)],
      {},
      ['published A v1', 'withdrawn B v2', 'published B v3'],
    ],
    [
      'the later of two embargoes holds',
      [
        tells(0, said('A', { embargo: embargo(hour) })),
        does(1, 'embargo', 2 * hour),
        tells(2, said('B', { embargo: embargo(hour) })),
        sweep(hour),
        sweep(2 * hour),
      ],
      {},
      ['published B v4'],
    ],
    [
      'a release lifts both',
      [tells(0, said('A', { embargo: embargo(hour) })), does(1, 'embargo', 2 * hour), does(2, 'release')],
      {},
      ['published A v3'],
    ],
    [
      'an embargo that is stated differently after a release is a new one',
      [
        tells(0, said('A', { embargo: embargo(hour) })),
        does(1, 'release'),
        tells(2, said('B', { embargo: embargo(2 * hour) })),
      ],
      {},
      ['published A v2', 'withdrawn B v3'],
    ],
    [
      'and one that is stated again is not',
      [
        tells(0, said('A', { embargo: embargo(hour) })),
        does(1, 'release'),
        tells(2, said('B', { embargo: embargo(hour) })),
      ],
      {},
      ['published A v2', 'updated B v3'],
    ],
    [
      'what cannot be read holds, until the operator sets a time',
      [
        tells(0, said('A', { embargo: tomorrow })),
        sweep(999 * hour),
        does(1_000 * hour, 'embargo', 1_001 * hour),
        sweep(1_001 * hour),
      ],
      {},
      ['published A v3'],
    ],
    [
      "an operator's withdrawal stands, whatever the publisher lists",
      [tells(0, said('A')), does(1, 'withdraw'), tells(2, said('B')), tells(3, 'tombstone'), tells(4, said('C'))],
      {},
      ['published A v1', 'withdrawn A v2'],
    ],
    [
      'an expiry that is extended brings the story back',
      [tells(0, said('A', { expiresMs: hour })), sweep(hour), tells(2 * hour, said('B', { expiresMs: 3 * hour }))],
      {},
      ['published A v1', 'withdrawn A v2', 'published B v3'],
    ],
    [
      'who asks for a topic is told when the story leaves it, and of its withdrawal',
      [tells(0, said('Accused')), tells(1, said('Cleared', { topics: ['politics'] })), tells(2, 'tombstone')],
      { topics: ['economy'] },
      ['published Accused v1', 'withdrawn Cleared v2', 'withdrawn Cleared v3'],
    ],
    [
      'who asks for a topic is told when the story comes to it',
      [tells(0, said('A', { topics: [] })), tells(1, said('B'))],
      { topics: ['economy'] },
      ['published B v2'],
    ],
    [
      'who asks for a language is told when it leaves',
      [tells(0, said('A', { language: 'en-gb' })), tells(1, said('B', { language: 'az' }))],
      { languages: ['en'] },
      ['published A v1', 'withdrawn B v2'],
    ],
    [
      'who never had it is told nothing of its end',
      [tells(0, said('A', { topics: [] })), tells(1, 'tombstone')],
      { topics: ['economy'] },
      [],
    ],
    [
      'who was told of its end for another cause is told of its withdrawal',
      [tells(0, said('A')), does(1, 'embargo', hour), does(2, 'withdraw')],
      {},
      ['published A v1', 'withdrawn A v2', 'withdrawn A v3'],
    ],
    [
      'a narrowed filter ends what it leaves out',
      [tells(0, said('A')), { atMs: 1, asks: { topics: ['sport'] } }],
      {},
      ['published A v1', 'withdrawn A v1'],
    ],
    [
      'a widened one brings what comes from then on, as published',
      [tells(0, said('A')), { atMs: 1, asks: {} }, tells(2, said('B'))],
      { topics: ['sport'] },
      ['published B v2'],
    ],
  ])('%s', (_, happenings, ask, told) => {
    expect(wordsOf(happenings, ask)).toEqual(told);
  });
});

const ms = fc.nat(20);
const says: fc.Arbitrary<Statement['says']> = fc.oneof(
  fc.constant('tombstone' as const),
  fc
    .record({
      topics: fc.subarray(['economy', 'sport']),
      embargo: fc.option(fc.oneof(ms.map(embargo), fc.constant(tomorrow)), { nil: undefined }),
      expiresMs: fc.option(ms, { nil: undefined }),
    })
    .map((but) => said('A', but)),
);
const happening: fc.Arbitrary<(atMs: number) => Happening> = fc.oneof(
  says.map((one) => (atMs: number) => tells(atMs, one)),
  fc.record({ what: fc.constantFrom<Act['does']>('withdraw', 'restore', 'release', 'embargo'), until: ms }).map(
    ({ what, until }) =>
      (atMs: number) =>
        does(atMs, what, what === 'embargo' ? until : undefined),
  ),
  fc.constant(sweep),
);
const lives = fc.array(happening, { maxLength: 20 }).map((list) => list.map((make, index) => make(index)));

/** The law's own words, once more, for the facts of a life that is read to its end. */
const factsOf = (happenings: readonly Happening[]): Facts =>
  happenings.reduce((facts, one) => {
    if ('says' in one) return read(facts, one.says);
    return 'asks' in one || one.does === 'sweep' ? facts : acted(facts, one);
  }, unheardOf);

/** The types that may follow one that was told; at first, after nothing. */
const following = {
  nothing: ['published'],
  published: ['updated', 'withdrawn'],
  updated: ['updated', 'withdrawn'],
  withdrawn: ['published', 'withdrawn'],
};

describe('in every life', () => {
  test('what is told begins with published, is updated while it is had, and published again after an end', () => {
    fc.assert(
      fc.property(lives, fc.constantFrom<Ask>({}, { topics: ['economy'] }), (happenings, ask) => {
        const types = traceOf(happenings, 'emn', ask).told.map(({ type }) => type);
        for (const [index, type] of types.entries()) expect(following[types[index - 1] ?? 'nothing']).toContain(type);
      }),
    );
  });

  test('versions rise, and the last word is right', () => {
    fc.assert(
      fc.property(lives, (happenings) => {
        const atMs = happenings.length;
        const { told } = traceOf([...happenings, sweep(atMs)], 'emn', {});
        const isOut = stateAt(factsOf(happenings), atMs) === 'live';
        expect(told.map(({ version }) => version)).toEqual(
          told.map(({ version }) => version).toSorted((one, other) => one - other),
        );
        expect(told.length > 0 ? told.at(-1)?.type !== 'withdrawn' : false).toBe(isOut);
      }),
    );
  });

  test('nothing is out while an operator has withdrawn it, or an embargo holds', () => {
    fc.assert(
      fc.property(lives, (happenings) => {
        const facts = factsOf(happenings);
        const state = stateAt(facts, happenings.length);
        if (facts.withdrawnBy !== undefined) expect(state).toBe(facts.said === undefined ? 'unknown' : 'withdrawn');
        else if ((facts.heldUntilMs ?? 0) > happenings.length) expect(state).toMatch(/embargoed|unknown/);
      }),
    );
  });
});
