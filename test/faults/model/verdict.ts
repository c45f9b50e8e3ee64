import { heldUntil, stateAt } from './facts.ts';
import type { Said } from './facts.ts';
import {
  backlogOf,
  endings,
  factsWith,
  isForgotten,
  lastChangeMs,
  mayEndAgain,
  outlivesLedger,
  saidOf,
  statementOf,
} from './history.ts';
import type { Story } from './history.ts';
import { asksWithin, everDeclined, hasDeclined, learnsEnds, matches, mayHaveMissed, mayHaveText } from './reader.ts';
import type { Ask, Reader, Span, Type } from './reader.ts';
import { toldAgain } from './rewriting.ts';

/** What one reader heard of one article, in the order in which it came. Who is not told types apart says `story`. */
export interface Heard {
  readonly type: 'published' | 'updated' | 'story' | 'withdrawn';
  /** Undefined of an end. */
  readonly title: string | undefined;
  readonly version: number | undefined;
  readonly isBacklog?: boolean | undefined;
  /** It came with the article's text, and not with its summary alone. */
  readonly hasText?: boolean | undefined;
  readonly atMs: number;
}

/** What the faults of a life explain, where Caravan cannot know whether an attempt arrived. */
export interface Tolerance {
  /** Some were sent and never arrived: their reader may be told of ends (2.3). */
  readonly ends: boolean;
  /** Some were heard and not taken for that: what comes next may be told as though it was the first, or not. */
  readonly types: boolean;
}
export const exact: Tolerance = { ends: false, types: false };

export interface Complaint {
  readonly kind: 'lost' | 'leaked' | 'repeated';
  readonly words: string;
}

/** The clocks of hosts are off by so much, and what is under way when something changes arrives. */
export const slackMs = 60_000;

const isBacklogged = (story: Story): boolean[] =>
  ({ yes: [true], no: [false], maybe: [true, false] })[backlogOf(story)];
const fits = (story: Story, said: Ask, article: { topics: readonly string[]; language: string | undefined }): boolean =>
  isBacklogged(story).some((isBacklog) =>
    matches(said, { topics: article.topics, language: article.language, source: story.source, isBacklog }),
  );

/** Whether a story may be told under a title at a time: it is out, and the reader asks for it. */
export function mayBeTold(story: Story, reader: Pick<Reader, 'asks'>, title: string, atMs: number): boolean {
  const statement = statementOf(story, title);
  if (statement === undefined || statement.atMs > atMs + slackMs) return false;
  const about = { fromMs: atMs - slackMs, toMs: atMs + slackMs };
  return (
    wasOutWithin(story, statement.said, about) &&
    asksWithin(reader, about).some((ask) => fits(story, ask, statement.said))
  );
}

/** Whether a story was out at some moment of a span, be it as short as between two commands of an operator. */
function wasOutWithin(story: Story, said: Said, { fromMs, toMs }: Span): boolean {
  const turns = story.acts.flatMap(({ atMs }) => [atMs, heldUntil(factsWith(story, said, atMs)) ?? atMs]);
  return [fromMs, ...turns.filter((ms) => ms > fromMs && ms < toMs), (fromMs + toMs) / 2, toMs].some(
    (ms) => stateAt(factsWith(story, said, ms), ms) === 'live',
  );
}

/** The last words that a reader may have of an article in the end. */
export interface LastWords {
  readonly titles: ReadonlySet<string>;
  /** Whether it may be the end of the story; and at or after which time that was told. */
  readonly end: { readonly sinceMs: number } | undefined;
  readonly nothing: boolean;
}

const anything = (story: Story): LastWords => ({
  titles: new Set(saidOf(story).map(({ said }) => said.title)),
  end: { sinceMs: -Infinity },
  nothing: true,
});

/** What must stand last, of what this reader has heard so far. */
export function lastWords(
  story: Story,
  reader: Reader,
  heard: readonly Heard[],
  endMs: number,
  tolerance: Tolerance,
): LastWords {
  const hadIt = heard.some(({ type }) => type !== 'withdrawn');
  const ask = reader.asks.at(-1)!.ask;
  const declines = (type: Type): boolean => ask.declines?.includes(type) === true;
  // 2.6: an end that is no withdrawal, and came while it was disabled, is told to who asks.
  const mayLackEnd = reader.deaf.some(
    ({ toMs }) =>
      toMs > Math.max(-Infinity, ...heard.filter(({ type }) => type !== 'withdrawn').map(({ atMs }) => atMs)),
  );
  // 2.4: what a reader was told the end of comes back with its next version
  const asking = heard.at(-1)?.type === 'withdrawn' ? { ...reader, recoveries: [] } : reader;
  const possible = endings(story, endMs).flatMap((facts): LastWords[] => {
    const state = stateAt(facts, endMs);
    const isMissable = mayHaveMissed(asking, lastChangeMs(story, facts, endMs) - slackMs);
    return isBacklogged(story).map((isBacklog): LastWords => {
      const article = facts.said && { ...facts.said, source: story.source, isBacklog };
      if (state === 'live' && article !== undefined && matches(ask, article)) {
        if (isMissable) return anything(story);
        const titles = declines('updated') ? anything(story).titles : new Set([article.title]);
        // 2.6: what it was told the end of, as it asked for less, comes back by no word that it takes
        const isOver = declines('published') && reader.asks.some(({ ask: other }) => !matches(other, article));
        return { titles, end: isOver ? { sinceMs: -Infinity } : undefined, nothing: declines('published') };
      }
      if (!hadIt) return { titles: new Set(), end: tolerance.ends ? { sinceMs: -Infinity } : undefined, nothing: true };
      const isDeclined = declines('withdrawn') || (isMissable && everDeclined(reader, 'withdrawn')); // 2.5
      if (isDeclined || (state !== 'withdrawn' && mayLackEnd) || learnsEnds(reader)) return anything(story);
      return {
        titles: new Set(),
        end: { sinceMs: state === 'withdrawn' ? withdrawnSince(story, heard) : -Infinity },
        nothing: false,
      };
    });
  });
  return {
    titles: new Set(possible.flatMap(({ titles }) => [...titles])),
    end: possible.some(({ end }) => end)
      ? { sinceMs: Math.min(...possible.flatMap(({ end }) => end?.sinceMs ?? [])) }
      : undefined,
    nothing: possible.length === 0 || possible.some(({ nothing }) => nothing),
  };
}

/** The earliest moment at which the withdrawal that stands in the end can have been read or made, by hosts' clocks. */
function withdrawnSince(story: Story, heard: readonly Heard[]): number {
  const told = Math.max(
    -1,
    ...heard.map(({ title }) => (title === undefined ? -1 : (statementOf(story, title)?.index ?? -1))),
  );
  const tombstone = story.statements.find(({ says }, index) => says === 'tombstone' && index > told)?.atMs;
  const restored = story.acts.findLastIndex(({ does }) => does === 'restore');
  const byOperator = story.acts.find(({ does }, index) => does === 'withdraw' && index > restored)?.atMs;
  // who had heard of the one needs no second word of the other
  return Math.min(tombstone ?? Infinity, byOperator ?? Infinity) - slackMs;
}

/**
 * Whether an announcement may have been on its way as a reader began to ask, or asked for something else: nobody knows
 * who was first (2.3).
 */
const metAnnouncement = ({ acts, statements }: Story, { asks, deaf }: Reader): boolean =>
  asks.slice(1).some(({ fromMs }) => acts.some(({ atMs }) => atMs <= fromMs && atMs > fromMs - slackMs)) ||
  deaf.some(({ fromMs, toMs }) => fromMs === -Infinity && statements.some(({ atMs }) => atMs <= toMs));

/** Whether what one reader heard of one article keeps the law. @param heard each id once */
export function judgeReader(
  story: Story,
  reader: Reader,
  heard: readonly Heard[],
  endMs: number,
  faults: Tolerance,
): Complaint[] {
  const declinesSome = reader.asks.some(({ ask: { declines = [] } }) => declines.length > 0);
  const knowsOthers = learnsEnds(reader) || everDeclined(reader, 'published'); // by the pull API
  const tolerance = {
    ends: faults.ends || metAnnouncement(story, reader) || outlivesLedger(story) || knowsOthers,
    types: faults.types || declinesSome || learnsEnds(reader), // what comes next is told as it would be to who heard the rest
  };
  const wrong: Complaint[] = [];
  const say = (kind: Complaint['kind'], words: string) => {
    wrong.push({ kind, words: `${reader.name}, ${story.guid}: ${words}` });
  };
  for (const { title, atMs, type, isBacklog, hasText } of heard) {
    if (title === undefined) continue;
    if (hasText === true && !mayHaveText(reader, { fromMs: atMs - slackMs, toMs: atMs + slackMs }))
      say('leaked', `was told the text of "${title}", and may have summaries alone`);
    if (!mayBeTold(story, reader, title, atMs))
      say('leaked', `was told "${title}" when that was not out, or not asked for`);
    const backlog = backlogOf(story);
    if (isBacklog !== undefined && backlog !== 'maybe' && isBacklog !== (backlog === 'yes'))
      say('leaked', `${type} "${title}" says ${isBacklog ? '' : 'not '}that it is backlog`);
  }
  for (const { type, atMs } of heard)
    if (type !== 'story' && hasDeclined(reader, type, { fromMs: atMs - slackMs, toMs: atMs + slackMs }))
      say('leaked', `was told that it is ${type}, which it has declined`);
  if (isForgotten(story, endMs)) return wrong; // nobody knows any more who was told
  ofOrder(story, heard, tolerance).forEach((words) => {
    say('leaked', words);
  });
  toldAgain(story, heard, endMs).forEach((words) => {
    say('repeated', words);
  });

  const allowed = lastWords(story, reader, heard, endMs, tolerance);
  const last = heard.at(-1);
  if (!mayStandLast(last, allowed)) {
    const { titles, end, nothing } = allowed;
    const due = [
      ...[...titles].map((title) => `"${title}"`),
      ...(end ? ['its end'] : []),
      ...(nothing ? ['nothing'] : []),
    ].join(' or ');
    say(
      last === undefined || titles.size > 0 ? 'lost' : 'leaked',
      `heard ${heardWords(heard) || 'nothing'}, and last should be ${due}`,
    );
  }
  return wrong;
}

function mayStandLast(last: Heard | undefined, { titles, end, nothing }: LastWords): boolean {
  if (last === undefined) return nothing;
  if (last.type === 'withdrawn') return end !== undefined && last.atMs >= end.sinceMs;
  return titles.has(last.title ?? '');
}

export const heardWords = (heard: readonly Heard[]): string =>
  heard
    .map(
      ({ type, title, version }) =>
        `${type}${title === undefined ? '' : ` "${title}"`}${version === undefined ? '' : ` v${version}`}`,
    )
    .join(', ');

/** The order of what one reader heard: published first, nothing overtakes, an end comes to who has had the story. */
function ofOrder(story: Story, heard: readonly Heard[], { ends, types }: Tolerance): string[] {
  let [has, hadIt, version] = [false, false, 0];
  return heard.flatMap((one) => {
    const before = { has, hadIt, version };
    has = one.type !== 'withdrawn';
    hadIt ||= has;
    version = one.version ?? version;
    return [
      ...(version < before.version ? [`heard version ${version} after ${before.version}`] : []),
      ...(one.type === 'withdrawn' && !before.hadIt && !ends ? ['was told of the end of what it never had'] : []),
      ...(one.type === 'withdrawn' && before.hadIt && !before.has && !types && !mayEndAgain(story)
        ? ['was told of its end twice']
        : []),
      ...(one.type === 'published' && before.has && !types ? [`was told "${one.title}" as published, and had it`] : []),
      ...(one.type === 'updated' && !before.has && !types
        ? [`was told "${one.title}" as updated, and did not have it`]
        : []),
    ];
  });
}
