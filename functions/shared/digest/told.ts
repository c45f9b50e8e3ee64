import type { LogEntry } from '../aws/articleLog.ts';
import { matches } from '../domain/preferences.ts';
import type { Choice } from '../domain/preferences.ts';

/** What a window of the log says of the articles of a choice. */
export interface Told {
  /** Articles that are out at its end, the newest announcement last. */
  readonly out: readonly { readonly id: string; readonly corrected: boolean }[];
  /** How many that were out before it are not any more. */
  readonly withdrawn: number;
}

/** Reads a window of the log for a choice: what counts of an article is its last entry, and whether it was out before the first. */
export function toldOf(entries: readonly LogEntry[], choice: Choice): Told {
  const ofChoice = entries.filter((entry) => matches(choice, entry));
  const articles = [...Map.groupBy(ofChoice, ({ articleId }) => articleId).values()].map((life) => ({
    last: life.at(-1)!,
    isNew: life.some(({ type }) => type === 'article.published'),
  }));
  const isOut = ({ last }: (typeof articles)[number]) => last.type !== 'article.withdrawn';
  return {
    out: articles.filter(isOut).toSorted((one, other) => one.last.seq - other.last.seq).map(({ last, isNew }) => ({ id: last.articleId, corrected: !isNew })),
    withdrawn: articles.filter((one) => !isOut(one) && !one.isNew).length,
  };
}
