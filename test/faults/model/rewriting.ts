import type { Said } from './facts.ts';
import { factsWith, mostAnnouncements, saidOf, statementOf } from './history.ts';
import type { Story } from './history.ts';

/**
 * 2.7: corrections in a row that are news, whatever comes after them. The first of them may be how a story that
 * was not read yet is told.
 */
const newsInARow = 4 + 1;
/** 2.7: how long the others wait after the last announcement. */
const waitMs = 3 * 3_600_000;
/** Two forms of a story that come sooner after each other than this have no poll between that found neither. */
const inARowMs = 15 * 60_000;

const isRewording = (before: Said, after: Said): boolean =>
  (Object.keys({ ...before, ...after }) as (keyof Said)[]).every(
    (name) => name === 'title' || JSON.stringify(before[name]) === JSON.stringify(after[name]),
  );

/** The forms of a story that came one poll after the other, each with other words and nothing else, within the wait. */
function runsOf({ statements, acts }: Story): string[][] {
  const runs: { titles: string[]; fromMs: number }[] = [];
  for (const [index, { atMs, says }] of statements.entries()) {
    const before = statements[index - 1];
    if (says === 'tombstone' || before === undefined || before.says === 'tombstone') continue;
    if (!isRewording(before.says, says)) continue;
    const last = runs.at(-1);
    const isNext =
      last?.titles.at(-1) === before.says.title && atMs - before.atMs < inARowMs && atMs - last.fromMs < waitMs;
    if (isNext) last.titles.push(says.title);
    else runs.push({ titles: [says.title], fromMs: atMs });
  }
  return runs.filter(({ fromMs }) => !isDisturbed({ statements, acts }, fromMs)).map(({ titles }) => titles);
}

/** Whether an operator, or the clock, gave another occasion to announce the story. */
function isDisturbed({ statements, acts }: Pick<Story, 'statements' | 'acts'>, fromMs: number): boolean {
  const turns = [
    ...acts.flatMap(({ atMs, untilMs }) => [atMs, untilMs]),
    ...statements.flatMap(({ says }) => (says === 'tombstone' ? [] : [says.embargo?.untilMs, says.expiresMs])),
  ];
  return turns.some((ms) => ms !== undefined && ms >= fromMs && ms <= fromMs + 2 * waitMs);
}

/**
 * What was told too often of a story that its publisher rewrites at one poll after the other.
 * @param told titles that were announced
 * @returns the forms of a run that were told, where they are too many
 */
export function toldRestlessly(story: Story, told: ReadonlySet<string>): string[] {
  const toldOf = (titles: readonly string[]) => titles.filter((title) => told.has(title));
  // the last of them is told when its time has come
  return (
    runsOf(story)
      .map(toldOf)
      .find((titles) => titles.length > newsInARow + 1) ?? []
  );
}

/** Whether a story may have been shown in its last form for a while before that was announced. */
export const mayHaveWaited = (story: Story): boolean => saidOf(story).length > newsInARow;

/**
 * 2.7: what changes in a document that is no correction is told to nobody, so that each form of a story is told once,
 * and once more for each occasion that an operator or the clock gave.
 * @returns what is wrong, in words
 */
export function toldAgain(
  story: Story,
  heard: readonly { readonly title: string | undefined; readonly version: number | undefined }[],
  endMs: number,
): string[] {
  return [...Map.groupBy(heard, ({ title }) => title)].flatMap(([title = '', its]) => {
    const said = statementOf(story, title)?.said;
    const versions = new Set(its.map(({ version }) => version)).size;
    const most = said ? mostAnnouncements(story, factsWith(story, said, endMs)) + (mayHaveWaited(story) ? 1 : 0) : 0;
    return said && versions > most ? [`was told "${title}" in ${versions} versions, where ${most} are explained`] : [];
  });
}
