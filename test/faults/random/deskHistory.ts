import fc from 'fast-check';

const ofTopics = ['merge', 'rename', 'hideTopic'] as const;
const acts = [
  'put',
  'repeat',
  'goBack',
  'takeBack',
  'hold',
  'block',
  'approve',
  'refuse',
  'restore',
  ...ofTopics,
] as const;

/**
 * A publisher gives a story or takes it back, by its system or in its feed; or editors and operators say something of
 * it, of what comes, or of its topic.
 */
export interface DeskStep {
  readonly do: 'desk';
  readonly act: (typeof acts)[number];
  readonly story: number;
  /** In its feed; else by its system. */
  readonly via?: 'feed' | undefined;
  /** It has the word that the rule of holds is about, and that of blocks. */
  readonly isHoldable?: boolean;
  readonly isBlockable?: boolean;
}

const storiesOf = 3;
const which = { story: fc.nat(storiesOf - 1), via: fc.constantFrom(undefined, 'feed' as const) };

export const desk: fc.Arbitrary<DeskStep> = fc.record({
  do: fc.constant('desk'),
  act: fc.constantFrom('put', 'put', 'put', 'approve', 'hold', ...acts),
  ...which,
  isHoldable: fc.boolean(),
  isBlockable: fc.nat(5).map((n) => n === 0),
});

type Part = Omit<DeskStep, 'do' | 'story' | 'via'>;
/** What becomes of one story. */
const ofOne = (parts: fc.Arbitrary<readonly Part[]>): fc.Arbitrary<readonly DeskStep[]> =>
  fc.tuple(fc.record(which), parts).map(([one, its]) => its.map((part): DeskStep => ({ ...part, ...one, do: 'desk' })));

/** What becomes of one story while editors hold, or no longer do. */
const onHold = ofOne(
  fc
    .array(desk, { minLength: 2, maxLength: 6 })
    .map((parts) => [{ act: 'hold' }, ...parts.map((part) => ({ ...part, isHoldable: true }))]),
);
/** A correction that editors hold, decide on, and see again. */
const decidedOn = ofOne(
  fc
    .tuple(
      fc.constantFrom('approve', 'refuse', 'refuse'),
      fc.constantFrom('repeat', 'repeat', 'repeat', 'goBack', 'put'),
    )
    .map(([decision, again]) => [
      { act: 'put' },
      { act: 'hold' },
      { act: 'put', isHoldable: true },
      { act: decision },
      { act: again, isHoldable: true },
    ]),
);
/** A story that editors keep out, and another word on it. */
const keptOut = ofOne(
  fc
    .constantFrom('put', 'block', 'takeBack', 'repeat')
    .map((after) => [{ act: 'block' }, { act: 'put', isBlockable: true }, { act: after }]),
);
const tick = { do: 'tick', twice: false } as const;
/** A topic that an operator moves as another story comes, or no longer does. */
const moved = fc
  .tuple(
    fc.record(which),
    fc.record(which),
    fc.constantFrom(...ofTopics),
    fc.constantFrom('put', 'repeat', ...ofTopics),
  )
  .map(([one, other, act, after]): readonly (DeskStep | typeof tick)[] => [
    { do: 'desk', act: 'put', ...one },
    tick, // the topic is known from then on
    { do: 'desk', act, ...other },
    { do: 'desk', act: after, ...one },
    { do: 'desk', act: 'put', ...other },
  ]);

export const deskSagas: fc.Arbitrary<readonly (DeskStep | typeof tick)[]> = fc.oneof(
  onHold,
  decidedOn,
  decidedOn,
  keptOut,
  moved,
);
