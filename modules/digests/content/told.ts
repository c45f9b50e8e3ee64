import type { LogEntry } from '../../articles/articleLog.ts';
import type { ToldAhead } from '../../subscribers/subscriber.ts';
import { matchesChoice } from '../../subscribers/preferences.ts';
import type { Choice } from '../../subscribers/preferences.ts';
import { viewOf } from '../../articles/view.ts';

/** The news of a window of the log for a choice. */
export interface Told {
  /** Articles that are out at its end, the newest announcement last. */
  readonly out: readonly { readonly id: string; readonly corrected: boolean }[];
  /** How many that were out before it are not any more. */
  readonly withdrawn: number;
}

/**
 * Reads a window of the log for a choice: what counts of an article is its last entry, and whether it was out before
 * the first.
 */
export function toldOf(entries: readonly LogEntry[], choice: Choice): Told {
  const ofChoice = entries.flatMap((entry) => {
    const type = typeFor(choice, entry);
    return type === undefined ? [] : [{ ...entry, type }];
  });
  const articles = [...Map.groupBy(ofChoice, ({ articleId }) => articleId).values()].map((life) => ({
    last: life.at(-1)!,
    isNew: life.some(({ type }) => type === 'article.published'),
  }));
  const isOut = ({ last }: (typeof articles)[number]) => last.type !== 'article.withdrawn';
  return {
    out: articles
      .filter(isOut)
      .toSorted((one, other) => one.last.seq - other.last.seq)
      .map(({ last, isNew }) => ({ id: last.articleId, corrected: !isNew })),
    withdrawn: articles.filter((one) => !isOut(one) && !one.isNew).length,
  };
}

/**
 * The meaning of an announcement for a reader of a choice. Digests leave out backlog; without
 * a date nothing says that it was.
 */
export const typeFor = (choice: Choice, entry: LogEntry): LogEntry['type'] | undefined =>
  entry.backlog && !entry.undated ? undefined : viewOf((one) => one.any === true || matchesChoice(choice, one), entry);

type Version = Pick<LogEntry, 'articleId' | 'version'>;
const reaches = (told: Version, { articleId, version }: Version): boolean =>
  told.articleId === articleId && told.version >= version;

/**
 * A window without what its readers were told before it: a correction that the digest before showed already is no news.
 */
export const withoutToldAhead = <Entry extends Version>(window: readonly Entry[], toldAhead: ToldAhead): Entry[] =>
  window.filter((entry) => !toldAhead.some((told) => reaches(told, entry)));

/**
 * Everything that is told once a window is: versions that are shown, as an article's row has them, and stand behind the
 * window in the log; and those of before that the window has not come to yet.
 */
export function aheadOf(window: readonly Version[], shown: ToldAhead, before: ToldAhead): ToldAhead | undefined {
  const ahead = [...shown, ...before].filter((told) => !window.some((entry) => reaches(entry, told)));
  return ahead.length === 0 ? undefined : ahead;
}
