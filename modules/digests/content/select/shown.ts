import type { Choice } from '../../../subscribers/preferences.ts';
import type { Candidate, DigestStory } from '../digestContent.ts';
import type { Cluster } from './cluster.ts';

/** A text that is at most so much shorter than the longest is whole. */
const whole = 0.8;
/** Beyond this, longer is not more. */
const weighed = 4_000;

/**
 * Which of the articles that tell a story is shown, and who else tells it. Of each source its last; of these, where
 * there are such, those from sources that the reader chose, then those with a page to open, then those told whole; and
 * of what is left the first published.
 */
export function shownOf(told: Cluster, { sources }: Pick<Choice, 'sources'>): DigestStory {
  const lasts = [...new Map(told.map((candidate) => [candidate.article.source.id, candidate])).values()].toSorted(
    (one, other) => told.indexOf(one) - told.indexOf(other),
  );
  const chosen = where(lasts, ({ article }) => sources.includes(article.source.id));
  const readable = where(chosen, ({ article }) => article.url !== undefined);
  const longest = Math.max(...readable.map(weightOf));
  const [shown] = where(readable, (candidate) => weightOf(candidate) >= longest * whole);
  const others = new Map(lasts.map(({ article: { source, url } }) => [source.name, url]));
  others.delete(shown!.article.source.name);
  return { ...shown!, alsoFrom: [...others].map(([name, url]) => ({ name, url })) };
}

/** Those of which it is true; all, where there is none. */
function where(among: Cluster, isTrue: (candidate: Candidate) => boolean): Cluster {
  const those = among.filter(isTrue);
  return those.length > 0 ? those : among;
}

const weightOf = ({ article: { content, summary } }: Candidate): number =>
  Math.min(weighed, Math.max(content.length, summary.length));
