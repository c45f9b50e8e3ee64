/**
 * Stories that a publisher's system gives one by one, or a feed that is polled after each, and what editors say of
 * them, as docs/promise.md has it (sections 1 and 2): each is answered before the next, so that all is known to the
 * letter. This folder knows the law and none of the code that keeps it.
 */

/** A text: no two have one title. */
export interface DeskText {
  readonly title: string;
  /** It matches the rule that holds, and the one that blocks, where they stand. */
  readonly isHoldable: boolean;
  readonly isBlockable: boolean;
}

export interface DeskStory {
  readonly text: DeskText;
  /** None where an operator hides it. */
  readonly topic: string | undefined;
  readonly isHeld: boolean;
  readonly withdrawnBy: 'publisher' | 'operator' | undefined;
  /** A correction that waits beside what is out. */
  readonly waiting: { readonly text: DeskText; readonly topic: string | undefined } | undefined;
  /** The title of the correction that was refused last. */
  readonly refused: string | undefined;
  readonly wasOut: boolean;
  /** What every reader is told of it, in this order. */
  readonly told: readonly string[];
}

/** What editors and operators have said. */
export interface DeskRules {
  readonly holds: boolean;
  readonly blocks: boolean;
  /** The topic that stories have, by the rule of topics where there is one; none where that hides it. */
  readonly topic: string | undefined;
}

export const isOut = ({ isHeld, withdrawnBy }: Pick<DeskStory, 'isHeld' | 'withdrawnBy'>): boolean =>
  !isHeld && withdrawnBy === undefined;

/** The publisher's system gives a story. */
export function given(before: DeskStory | undefined, text: DeskText, rules: DeskRules): DeskStory | undefined {
  if (rules.blocks && text.isBlockable) return before;
  const asksPerson = rules.holds && text.isHoldable;
  if (before === undefined)
    return after(undefined, {
      text,
      topic: rules.topic,
      isHeld: asksPerson,
      withdrawnBy: undefined,
      waiting: undefined,
      refused: undefined,
    });
  const isSame = text.title === before.text.title;
  if (asksPerson && !isSame && isOut(before)) {
    if (text.title === before.refused) return { ...before, waiting: undefined };
    return {
      ...before,
      waiting: before.waiting?.text.title === text.title ? before.waiting : { text, topic: rules.topic },
    };
  }
  const returns = before.withdrawnBy === 'publisher';
  if (isSame && !returns) return { ...before, waiting: undefined };
  return after(before, {
    text,
    topic: rules.topic,
    isHeld: before.isHeld || (asksPerson && !isSame),
    withdrawnBy: returns ? undefined : before.withdrawnBy,
    waiting: undefined,
    refused: undefined,
  });
}

/** The publisher's system takes it back. */
export const takenBack = (before: DeskStory): DeskStory =>
  before.withdrawnBy === undefined
    ? after(before, { ...before, withdrawnBy: 'publisher', waiting: undefined })
    : before;

/** An editor approves what waits. */
export function approvedBy(before: DeskStory, { topic }: DeskRules, renamed: string | undefined): DeskStory {
  if (before.isHeld && before.withdrawnBy === undefined) return after(before, { ...before, isHeld: false });
  if (before.waiting === undefined) return before;
  const { text, topic: its } = before.waiting;
  return after(before, {
    ...before,
    text,
    topic: its === renamed ? topic : its,
    waiting: undefined,
    refused: undefined,
  });
}

/** An editor refuses what waits. */
export function refusedBy(before: DeskStory): DeskStory {
  if (before.isHeld && before.withdrawnBy === undefined)
    return after(before, { ...before, isHeld: false, withdrawnBy: 'operator' });
  return before.waiting === undefined ? before : { ...before, waiting: undefined, refused: before.waiting.text.title };
}

/** An operator undoes a withdrawal. */
export const restoredBy = (before: DeskStory): DeskStory =>
  before.withdrawnBy === undefined ? before : after(before, { ...before, withdrawnBy: undefined });

/** An operator replaces the topic of a story, or hides it: readers are told as of any change. */
export const movedTo = (before: DeskStory, from: string, to: string | undefined): DeskStory =>
  before.topic === from ? after(before, { ...before, topic: to }) : before;

/** What the next state is to every reader of everything: section 2 of the promise, its table and 2.2. */
function after(before: DeskStory | undefined, next: Omit<DeskStory, 'wasOut' | 'told'>): DeskStory {
  const [was, is] = [before !== undefined && isOut(before), isOut(next)];
  const wasOut = before?.wasOut === true || is;
  const ends = was || (before?.wasOut === true && before.withdrawnBy === undefined && next.withdrawnBy !== undefined);
  const end = ends ? ['withdrawn'] : [];
  const words = is ? [`${was ? 'updated' : 'published'} ${next.text.title}`] : end;
  return { ...next, wasOut, told: [...(before?.told ?? []), ...words] };
}
