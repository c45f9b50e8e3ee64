import type { Choice } from '../../../subscribers/preferences.ts';
import type { DigestStory, Section } from '../digestContent.ts';

const mostSections = 8;
/** A topic that holds more of the digest than this says little about a story. */
const broad = 0.5;

/**
 * Puts stories, the best first, under topics. Each stands under one: what the reader chose comes before what they did
 * not, what says something before what holds nearly all, and then what holds most of those without a place. A topic
 * that the reader did not choose needs two stories. The sections that were chosen come first, each kind in the order of
 * its best stories; what is left stands at the end without a topic.
 */
export function sectionsOf(stories: readonly DigestStory[], { topics }: Pick<Choice, 'topics'>): Section[] {
  const left = new Set(stories);
  const sections: { readonly isChosen: boolean; readonly section: Section }[] = [];
  const count = (slug: string): number => stories.filter((story) => holds(story, slug)).length;
  const fill = (isChosen: boolean, least: number, wanted: (slug: string) => boolean): void => {
    for (
      let slug = fullest(left, least, wanted);
      slug !== undefined && sections.length < mostSections;
      slug = fullest(left, least, wanted)
    ) {
      const name = slug;
      const held = [...left].filter((story) => holds(story, name));
      sections.push({ isChosen, section: { topic: { slug, name: nameOf(held, slug) }, stories: held } });
      for (const story of held) left.delete(story);
    }
  };
  fill(true, 1, (slug) => topics.includes(slug));
  fill(false, 2, (slug) => count(slug) <= stories.length * broad);
  fill(false, 2, () => true);

  const best = ({ section }: (typeof sections)[number]): number => stories.indexOf(section.stories[0]!);
  const ordered = sections.toSorted(
    (one, other) => Number(other.isChosen) - Number(one.isChosen) || best(one) - best(other),
  );
  return [...ordered.map(({ section }) => section), ...(left.size > 0 ? [{ stories: [...left] }] : [])];
}

const holds = ({ article }: DigestStory, slug: string): boolean => article.topics.some((topic) => topic.slug === slug);

/**
 * Which topic holds most; of equal ones the first by its letters, so that the same stories always stand the same way.
 */
function fullest(
  stories: ReadonlySet<DigestStory>,
  least: number,
  wanted: (slug: string) => boolean,
): string | undefined {
  const slugs = [...stories].flatMap(({ article }) =>
    [...new Set(article.topics.map(({ slug }) => slug))].filter(wanted),
  );
  const counts = [...Map.groupBy(slugs, (slug) => slug)]
    .map(([slug, { length }]) => ({ slug, length }))
    .filter(({ length }) => length >= least);
  return counts.toSorted((one, other) => other.length - one.length || (one.slug < other.slug ? -1 : 1))[0]?.slug;
}

/** The topic's name as most of them write it; of equal ones the first. */
function nameOf(stories: readonly DigestStory[], slug: string): string {
  const names = Map.groupBy(
    stories.flatMap(({ article }) => article.topics.filter((topic) => topic.slug === slug)),
    ({ name }) => name,
  );
  return [...names].reduce((most, other) => (other[1].length > most[1].length ? other : most))[0];
}
