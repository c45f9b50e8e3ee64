import type { Choice } from '../../domain/preferences.ts';
import type { DigestStory, Section } from '../issue.ts';

const mostSections = 8;
/** A topic that holds more of the digest than this says nothing about a story. */
const broad = 0.5;

/**
 * Puts stories, the best first, under headings. Each stands under one: the topic that holds most of those without one
 * yet. The reader's own topics come first; others only with two stories or more, and the broad ones last. What is left
 * stands at the end without a heading.
 */
export function sectionsOf(stories: readonly DigestStory[], { topics }: Pick<Choice, 'topics'>): Section[] {
  const left = new Set(stories);
  const take = (least: number, wanted: (slug: string) => boolean): Section[] => {
    const sections: Section[] = [];
    for (let slug = fullest(left, least, wanted); slug !== undefined && sections.length < mostSections; slug = fullest(left, least, wanted)) {
      const held = [...left].filter((story) => holds(story, slug));
      for (const story of held) left.delete(story);
      sections.push({ topic: { slug, name: nameOf(held, slug) }, stories: held });
    }
    return inOrder(sections, stories);
  };
  const chosen = new Set(topics);
  const count = (slug: string) => stories.filter((story) => holds(story, slug)).length;
  const own = take(1, (slug) => chosen.has(slug));
  const others = inOrder([...take(2, (slug) => count(slug) <= stories.length * broad), ...take(2, () => true)], stories);
  return [...own, ...others, ...(left.size > 0 ? [{ stories: [...left] }] : [])];
}

const holds = ({ article }: DigestStory, slug: string): boolean => article.topics.some((topic) => topic.slug === slug);

/** Which topic holds most; of equal ones the first in the alphabet, so that the same stories always stand the same way. */
function fullest(stories: ReadonlySet<DigestStory>, least: number, wanted: (slug: string) => boolean): string | undefined {
  const counts = new Map<string, number>();
  for (const { article } of stories) for (const slug of new Set(article.topics.map((topic) => topic.slug))) if (wanted(slug)) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  const [first] = [...counts].filter(([, count]) => count >= least).toSorted(([one, many], [other, more]) => more - many || (one < other ? -1 : 1));
  return first?.[0];
}

/** How most sources write it; of equal ones the first. */
function nameOf(stories: readonly DigestStory[], slug: string): string {
  const names = Map.groupBy(stories.flatMap(({ article }) => article.topics.filter((topic) => topic.slug === slug)), ({ name }) => name);
  return [...names].reduce((best, other) => (other[1].length > best[1].length ? other : best))[0];
}

const inOrder = (sections: readonly Section[], stories: readonly DigestStory[]): Section[] => {
  const rank = new Map(stories.map((story, place) => [story, place]));
  return sections.toSorted((one, other) => rank.get(one.stories[0]!)! - rank.get(other.stories[0]!)!);
};
