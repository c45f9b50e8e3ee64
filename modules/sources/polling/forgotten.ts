import type { Article } from '../../articles/article.ts';
import { headOf, noticeMark } from '../seenList.ts';
import type { Source } from '../source.ts';
import type { Arrival, News } from './news.ts';

/**
 * A story whose article is forgotten comes back when it is corrected (docs/promise.md, section 4). Where readers would
 * notice nothing of what has changed, it is no news, although no row tells how it stood: the list of what was seen does.
 * @param known the rows of what has changed
 */
export function withoutForgotten(news: News, known: ReadonlyMap<string, Article>, source: Source): News {
  const isAsItWas = (arrival: Arrival): boolean => !known.has(arrival.id) && !isNoticed(arrival, source);
  return {
    ...news,
    changed: news.changed.filter((one) => !isAsItWas(one)),
    touched: [...news.touched, ...news.changed.filter(isAsItWas)],
  };
}

/** Whether readers would notice what has changed of a story that was remembered. */
export function isNoticed(
  { item, story, ourReading }: Pick<Arrival, 'item' | 'story' | 'ourReading'>,
  { corrections }: Pick<Source, 'corrections'>,
): boolean {
  if (story === undefined || story.isTakenBack) return true;
  if (ourReading === 'surely') return false;
  const [was, is] = [story.notice, noticeMark(item.story)];
  return corrections === 'not-of-text' ? headOf(was) !== headOf(is) : was !== is;
}
