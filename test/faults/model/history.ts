import { acted, heldUntil, unheardOf } from './facts.ts';
import type { Act, Facts, Said, Statement } from './facts.ts';
import type { Span } from './reader.ts';

/**
 * Everything that happened to one article outside Caravan: what its publisher's document said of it, and what the
 * operator did. When Caravan read the document, and which statements it never saw as the next one came before the next
 * poll, nobody outside can know.
 */
export interface Story {
  readonly source: string;
  readonly guid: string;
  readonly statements: readonly Statement[];
  readonly acts: readonly Act[];
  /** The first poll of its source came to its end within this time. */
  readonly firstPoll: Span;
  /** Of its publisher, since Caravan reads them; none where it does not. */
  readonly pages?: readonly Pages[];
}

/** What the pages of a publisher's articles hold from a time on, and whether its robots.txt forbids them. */
export interface Pages {
  readonly fromMs: number;
  readonly hold: 'text' | 'nothing';
  readonly forbids: boolean;
}

const dayMs = 86_400_000;
/** Section 4: what was published longer ago than this when it was first seen is backlog. */
const backlogMs = 2 * dayMs;
/** Section 5: an article is kept for so long after its last change, at least. */
const keptMs = 30 * dayMs;

/** Places in the list of statements that tell the story. */
export const saidOf = ({ statements }: Pick<Story, 'statements'>): { index: number; atMs: number; said: Said }[] =>
  statements.flatMap(({ atMs, says }, index) => (says === 'tombstone' ? [] : [{ index, atMs, said: says }]));

/** The statement that a title belongs to. */
export const statementOf = (
  story: Pick<Story, 'statements'>,
  title: string,
): { index: number; atMs: number; said: Said } | undefined => saidOf(story).find(({ said }) => said.title === title);

/**
 * The facts at a time, where Caravan has read as far as this statement of the story. The operator's acts are known at
 * once.
 */
export function factsWith(story: Story, said: Said, atMs: number): Facts {
  let facts: Facts = unheardOf;
  for (const act of story.acts.filter((one) => one.atMs <= atMs))
    facts = acted({ ...facts, said: statementOf(story, act.seen)?.said }, act);
  return { ...facts, said, lifted: said.embargo?.words === facts.lifted ? facts.lifted : undefined };
}

/** Where the publisher's trailing tombstones begin; undefined where the last statement is none. */
export function takenBackAt({ statements }: Pick<Story, 'statements'>): number | undefined {
  const last = statements.findLastIndex(({ says }) => says !== 'tombstone');
  return statements[last + 1]?.atMs;
}

/**
 * The facts as they may stand once the last document was read: one, but where an operator restored what the publisher's
 * document takes back, and nobody knows whether it was read before or after.
 */
export function endings(story: Story, endMs: number): Facts[] {
  const all = saidOf(story);
  const back = takenBackAt(story);
  // What was taken back may have been read in any of its forms before, or never.
  const forms = back === undefined ? all.slice(-1) : all;
  const restored = back !== undefined && story.acts.some(({ does, atMs }) => does === 'restore' && atMs >= back);
  return forms.flatMap(({ said }) => {
    const facts = factsWith(story, said, endMs);
    if (back === undefined) return [facts];
    const takenBack: Facts = { ...facts, withdrawnBy: facts.withdrawnBy ?? 'publisher' };
    return restored ? [takenBack, facts] : [takenBack];
  });
}

/** The times at which clock alone changes what facts mean. */
const turnsOf = (facts: Facts): number[] =>
  [heldUntil(facts), facts.said?.expiresMs].filter((ms): ms is number => ms !== undefined && ms !== Infinity);

/** When the article changed last, as far as the facts can say: by a document, an act, or the clock. */
export function lastChangeMs(story: Story, facts: Facts, endMs: number): number {
  return Math.max(
    ...story.statements.map(({ atMs }) => atMs),
    ...story.acts.map(({ atMs }) => atMs),
    ...turnsOf(facts).filter((ms) => ms <= endMs),
  );
}

/** 2.2: a withdrawal is told also to who was told of its end before. */
export const mayEndAgain = ({ statements, acts }: Story): boolean =>
  statements.some(({ says }) => says === 'tombstone') || acts.some(({ does }) => does === 'withdraw');

/**
 * Whether so long passed between two changes that no ledger says any more who had the article: it is kept for 30 days
 * (2.3).
 */
export function outlivesLedger({ statements, acts }: Story): boolean {
  const times = [...statements, ...acts].map(({ atMs }) => atMs).toSorted((one, other) => one - other);
  return times.some((atMs, index) => index > 0 && atMs - times[index - 1]! > keptMs);
}

/** How often the article was announced anew with the words that it has, at most: by acts, and by the clock. */
export const mostAnnouncements = (story: Story, facts: Facts): number => 1 + story.acts.length + turnsOf(facts).length;

/**
 * Statements of the story that Caravan may have read first: one alone where it stood in the document when the source
 * was first polled.
 */
function firstRead(story: Story): { atMs: number; said: Said }[] {
  const { fromMs, toMs } = story.firstPoll;
  const stood = story.statements.findLast(({ atMs }) => atMs < fromMs)?.says;
  const all = saidOf(story);
  if (stood === undefined) return all;
  const isSure = !story.statements.some(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  if (stood !== 'tombstone' && isSure) return all.filter(({ said }) => said === stood);
  return all.filter(({ atMs, said }) => said === stood || atMs >= fromMs);
}

/**
 * Section 4. `maybe` where it depends on when Caravan read which document first, or where it read one more after it had
 * forgotten.
 */
export function backlogOf(story: Story): 'yes' | 'no' | 'maybe' {
  if (isForgotten(story, -Infinity)) return 'maybe';
  const { fromMs, toMs } = story.firstPoll;
  const isOne = ({ atMs, said: { embargo, publishedMs } }: { atMs: number; said: Said }): boolean | 'maybe' => {
    if (embargo !== undefined) return embargo.untilMs === Infinity ? false : 'maybe'; // not where it held then
    if (atMs < fromMs || (publishedMs !== undefined && publishedMs < atMs - backlogMs)) return true;
    return atMs > toMs && publishedMs === undefined ? false : 'maybe';
  };
  const [answer, ...others] = new Set(firstRead(story).map(isOne));
  if (answer === undefined || answer === 'maybe' || others.length > 0) return 'maybe';
  return answer ? 'yes' : 'no';
}

/** Section 5: whether Caravan may have forgotten the article and who was told, at some time before the end. */
export function isForgotten(story: Story, endMs: number): boolean {
  const changes = [...story.statements, ...story.acts].map(({ atMs }) => atMs).toSorted((one, other) => one - other);
  const keptUntil = (atMs: number) => {
    const said = saidOf(story).findLast((one) => one.atMs <= atMs)?.said;
    const still =
      said === undefined ? [] : [heldUntil(factsWith(story, said, atMs)), said.expiresMs].map((ms) => ms ?? atMs);
    return Math.max(atMs, ...still) + keptMs;
  };
  return changes.some((atMs, index) => keptUntil(atMs) < (changes[index + 1] ?? endMs));
}
