import { isForgotten } from './history.ts';
import type { Story } from './history.ts';
import { matches } from './reader.ts';
import type { Reader } from './reader.ts';
import { mayBeTold, slackMs } from './verdict.ts';
import type { Complaint, Tolerance } from './verdict.ts';

/** A comment that somebody wrote under a story and a person approved. */
export interface Commented {
  readonly id: string;
  readonly text: string;
  readonly approvedMs: number;
  /** Whether the story was out then. */
  readonly wasOut: boolean;
  /** When it was rejected after all, or erased. */
  endedMs: number | undefined;
}

/** The comments under each story, by its guid. */
export type Comments = Map<string, Commented[]>;

/** What a partner heard of a comment, each id once, in the order in which it came. */
export interface HeardOfComment {
  readonly type: 'approved' | 'withdrawn';
  readonly text: string | undefined;
  readonly atMs: number;
}

/**
 * Whether what a partner heard of a comment keeps the law (docs/promise.md, 2.9): it is told of what stands, once, and
 * of its end where it was told of it; of what is not out, never.
 * @param faults `ends`: some was sent and never arrived
 */
export function judgeComment(
  story: Story,
  reader: Reader,
  comment: Commented,
  heard: readonly HeardOfComment[],
  endMs: number,
  faults: Pick<Tolerance, 'ends'>,
): Complaint[] {
  const { text, approvedMs, endedMs = Infinity, wasOut } = comment;
  const [approved, ended] = (['approved', 'withdrawn'] as const).map((type) =>
    heard.filter((one) => one.type === type),
  );
  const wrong: Complaint[] = [];
  const say = (kind: Complaint['kind'], words: string) => {
    wrong.push({ kind, words: `${reader.name}, the comment "${text}" on ${story.guid}: ${words}` });
  };
  for (const one of approved!) {
    if (one.text !== text) say('leaked', `was told "${one.text}"`);
    if (one.atMs < approvedMs - slackMs || one.atMs > endedMs + slackMs)
      say('leaked', 'was told of it when it did not stand');
    if (!titlesOf(story).some((title) => mayBeTold(story, reader, title, one.atMs)))
      say('leaked', 'was told of it when the story was not out, or not asked for');
  }
  for (const one of ended!) {
    if (one.text !== undefined) say('leaked', `the end says "${one.text}"`);
    if (one.atMs < endedMs - slackMs) say('leaked', 'was told of its end, and it stands');
  }
  if (approved!.length > 1 || ended!.length > 1) say('repeated', 'was told twice');
  if (ended!.length > 0 && approved!.length === 0 && !faults.ends)
    say('leaked', 'was told of the end of what it never had');
  if (heard.at(-1)?.type === 'approved' && ended!.length > 0) say('leaked', 'was told of it after its end');
  if (isForgotten(story, endMs) || !isSurelyOut(story, reader)) return wrong;
  if (endedMs === Infinity && wasOut && approved!.length === 0) say('lost', 'was not told of it');
  if (endedMs < Infinity && approved!.length > 0 && ended!.length === 0) say('lost', 'was not told of its end');
  return wrong;
}

const titlesOf = ({ statements }: Story): string[] =>
  statements.flatMap(({ says }) => (says === 'tombstone' ? [] : [says.title]));

/** Nothing ever takes the story from this reader: it has whatever stands under it. */
const isSurelyOut = ({ acts, statements, source }: Story, { asks, deaf }: Reader): boolean =>
  acts.length === 0 &&
  deaf.length === 0 &&
  asks.length === 1 &&
  statements.every(
    ({ says }) =>
      says !== 'tombstone' &&
      says.embargo === undefined &&
      says.expiresMs === undefined &&
      [true, false].every((isBacklog) => matches(asks[0]!.ask, { ...says, source, isBacklog })),
  );
