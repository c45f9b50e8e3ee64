import type { Choice } from '../domain/preferences.ts';
import type { Candidate, Found, Issue } from './issue.ts';
import { cluster } from './select/cluster.ts';
import { sectionsOf } from './select/sections.ts';
import { shownOf } from './select/shown.ts';

const mostStories = 30;

/**
 * Chooses a digest's stories. One story told by several sources stands in it once (select/cluster.ts says how that is
 * decided, select/shown.ts which one). The most important come first: those that most sources tell, and of equal ones
 * what was announced last, a correction like news. Then they are put under topics (select/sections.ts).
 */
export function selectStories({ candidates, withdrawn }: Found, choice: Choice): Issue {
  const place = new Map(candidates.map(({ article }, index) => [article.id, index]));
  const newest = (told: readonly Candidate[]) => Math.min(...told.map(({ article }) => place.get(article.id)!));
  const stories = cluster(candidates.filter(saysSomething))
    .map((told) => ({ story: shownOf(told, choice), newest: newest(told) }))
    .toSorted((one, other) => other.story.alsoFrom.length - one.story.alsoFrom.length || one.newest - other.newest)
    .map(({ story }) => story);
  return { sections: sectionsOf(stories.slice(0, mostStories), choice), more: Math.max(0, stories.length - mostStories), withdrawn };
}

/** There is something to read, or somewhere to read it. */
const saysSomething = ({ article: { title, summary, url } }: Candidate): boolean => title !== '' || summary !== '' || url !== undefined;
