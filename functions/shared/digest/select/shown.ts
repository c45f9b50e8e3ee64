import type { Choice } from '../../domain/preferences.ts';
import type { Candidate, DigestStory } from '../issue.ts';
import type { Cluster } from './cluster.ts';

/** A story at most so much shorter than the longest counts as whole. */
const whole = 0.8;
const weighed = 4_000;

/**
 * Which of those that tell a story is shown, and who else tells it: one from a source that the reader chose, if there is
 * one; with a page to open; told whole; of these the first published.
 */
export function shownOf(told: Cluster, { sources }: Pick<Choice, 'sources'>): DigestStory {
  const narrowed = (among: Cluster, wanted: (candidate: Candidate) => boolean): Cluster => (among.some(wanted) ? among.filter(wanted) : among);
  const chosen = narrowed(told, ({ article }) => sources.includes(article.source.id));
  const readable = narrowed(chosen, ({ article }) => article.url !== undefined);
  const longest = Math.max(...readable.map(weightOf));
  const shown = readable.find((candidate) => weightOf(candidate) >= longest * whole)!;
  const others = new Map(told.filter(({ article }) => article.source.name !== shown.article.source.name).map(({ article }) => [article.source.name, article.url]));
  return { ...shown, alsoFrom: [...others].map(([name, url]) => ({ name, ...(url !== undefined && { url }) })) };
}

const weightOf = ({ article: { content, summary } }: Candidate): number => Math.min(weighed, Math.max(content.length, summary.length));
