import type { Choice } from '../../../subscribers/preferences.ts';
import type { Candidate, DigestContent, DigestStory, Found, Section, Telling } from '../digestContent.ts';
import { proseOf } from '../../../../platform/text/prose.ts';
import { clustersOf } from '../../../articles/storyCluster.ts';
import { shortLine } from '../mail/text.ts';

/** Articles that tell one story, the first published first. */
type Cluster = readonly Candidate[];

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
  const others = new Map(
    lasts.map(({ article: { id, source, url } }): [string, Telling] => [source.name, { id, source, url }]),
  );
  others.delete(shown!.article.source.name);
  return { ...shown!, alsoFrom: [...others.values()] };
}

/** Those of which it is true; all, where there is none. */
function where(among: Cluster, isTrue: (candidate: Candidate) => boolean): Cluster {
  const those = among.filter(isTrue);
  return those.length > 0 ? those : among;
}

const weightOf = ({ article: { content, summary } }: Candidate): number =>
  Math.min(weighed, Math.max(content.length, summary.length));

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

const mostStories = 30;

/**
 * Chooses a digest's stories. A story that several sources tell stands in it once: articles/sameStory.ts says when two
 * articles tell one, select/shown.ts which of them is shown. The most important come first: those that most sites tell,
 * as a publisher's several feeds are one voice; of equal ones what was announced last, a correction like news. The
 * first 30 are put under topics (select/sections.ts).
 */
export function selectStories({ candidates, withdrawn }: Found, choice: Choice): DigestContent {
  const places = new Map(candidates.map((candidate, place) => [candidate, place]));
  const stories = clustersOf(candidates.filter(saysSomething))
    .map((told) => ({
      story: shownOf(told, choice),
      sites: sitesOf(told),
      place: Math.min(...told.map((candidate) => places.get(candidate)!)),
    }))
    .toSorted((one, other) => other.sites - one.sites || one.place - other.place)
    .map(({ story }) => story);
  return {
    sections: sectionsOf(stories.slice(0, mostStories), choice),
    more: Math.max(0, stories.length - mostStories),
    withdrawn,
  };
}

/** There is something to read, or somewhere to read it. */
const saysSomething = ({ article: { title, summary, url } }: Candidate): boolean =>
  url !== undefined || shortLine(title, 1) !== '' || proseOf(summary, 1_000) !== '';

const sitesOf = (told: Cluster): number =>
  new Set(told.map(({ article: { url, source } }) => (url === undefined ? source.id : new URL(url).host))).size;
