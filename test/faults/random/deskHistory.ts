import fc from 'fast-check';

const acts = ['put', 'repeat', 'goBack', 'takeBack', 'hold', 'block', 'approve', 'refuse', 'restore', 'merge'] as const;

/** A publisher's system gives a story or takes it back; or editors and operators say something of it, or of what comes. */
export interface DeskStep {
  readonly do: 'desk';
  readonly act: (typeof acts)[number];
  readonly story: number;
  /** It has the word that the rule of holds is about, and that of blocks. */
  readonly isHoldable?: boolean;
  readonly isBlockable?: boolean;
}

const storiesOf = 3;
const story = fc.nat(storiesOf - 1);

export const desk: fc.Arbitrary<DeskStep> = fc.record({
  do: fc.constant('desk'),
  act: fc.constantFrom('put', 'put', 'put', 'approve', 'hold', ...acts),
  story,
  isHoldable: fc.boolean(),
  isBlockable: fc.nat(5).map((n) => n === 0),
});

/** What becomes of one story while editors hold, or no longer do. */
export const onHold: fc.Arbitrary<readonly DeskStep[]> = fc
  .tuple(story, fc.array(desk, { minLength: 2, maxLength: 6 }))
  .map(([which, parts]) => [
    { do: 'desk', act: 'hold', story: which },
    ...parts.map((part) => ({ ...part, story: which, isHoldable: true })),
  ]);
