import type { Instant } from '../../platform/values/time.ts';
import type { Article } from './article.ts';
import type { ArticlesTable } from './articlesTable.ts';

/** What waits for an editor: a story that is not out, or a correction of one that is. */
export interface Held {
  readonly id: string;
  readonly what: 'story' | 'correction';
  readonly title: string;
  readonly source: Article['source'];
  readonly since: Instant;
  /** The rule that it matches, in words. */
  readonly rule: string;
  /** Tells this text from the next: whoever decides says which one they have read. */
  readonly contentHash: string;
}

/** What of an article waits; undefined where nothing does. */
export function heldOf({
  id,
  status,
  title,
  source,
  hold,
  contentHash,
  correctionOnHold: correction,
}: Article): Held | undefined {
  if (hold !== undefined && status === 'embargoed')
    return { id, what: 'story', title, source, since: hold.at, rule: hold.rule, contentHash };
  if (correction === undefined) return undefined;
  const { rule, at: since } = correction;
  return { id, what: 'correction', title: correction.title, source, since, rule, contentHash: correction.contentHash };
}

/** All that waits among articles, oldest first. */
export const heldAmong = (articles: readonly Article[]): Held[] =>
  articles
    .flatMap((article) => heldOf(article) ?? [])
    .toSorted((one, other) => one.since.localeCompare(other.since) || one.id.localeCompare(other.id));

/** An editor has looked by then, or nobody knows that something waits. */
export const longHoldHours = 4;

export const isHeldLong = ({ since }: Held, now: Date): boolean =>
  now.getTime() - Date.parse(since) > longHoldHours * 3_600_000;

/** Counts what has waited for an editor for long. */
export async function countHeldLong(
  { articles }: { readonly articles: Pick<ArticlesTable, 'waitingForPerson'> },
  now: Date,
  countSome: (name: string, count: number) => void,
): Promise<void> {
  const held = heldAmong(await articles.waitingForPerson());
  countSome('StoriesHeldLong', held.filter((one) => isHeldLong(one, now)).length);
}
