import type { Topic } from '../../platform/values/schema.ts';
import type { Article } from '../articles/article.ts';
import { clustersOf } from '../articles/storyCluster.ts';
import type { Told } from './pages/story.ts';

/** The front page: each story stands on it once. */
export interface Front {
  readonly lead: Told | undefined;
  readonly mustRead: readonly Told[];
  readonly latest: readonly Told[];
  readonly sections: readonly { readonly topic: Topic; readonly stories: readonly Told[] }[];
  readonly more: readonly Told[];
}

const counts = { mustRead: 3, latest: 4, section: 4, sections: 6 } as const;
/** A section of fewer stories is none. */
const leastInSection = 2;

/**
 * Composes the front page. Must read is what editors pinned, then what several sources tell, then the newest with a
 * picture. No source has more than half of a part, as long as others have something for it.
 * @param articles those that readers may see, newest first
 * @param pinned ids, the last pinned first
 */
export function composeFront(articles: readonly Article[], pinned: readonly string[]): Front {
  const rest = new Set(storiesOf(articles));
  const take = (wanted: number, from: readonly Told[]): Told[] => {
    const taken = balanced(
      from.filter((told) => rest.has(told)),
      wanted,
    );
    for (const told of taken) rest.delete(told);
    return taken;
  };
  const pins = pinned.flatMap((id) =>
    [...rest].filter(({ article, others }) => [article, ...others].some((one) => one.id === id)),
  );
  const shared = [...rest]
    .filter(({ others }) => others.length > 0)
    .toSorted((one, other) => other.others.length - one.others.length);
  const pictured = [...rest].filter(({ article }) => article.image !== undefined);
  const [lead] = take(1, [
    ...pins,
    ...shared.filter(({ article }) => article.image !== undefined),
    ...pictured,
    ...rest,
  ]);
  const mustPins = pins.filter((told) => rest.has(told)).slice(0, counts.mustRead);
  for (const told of mustPins) rest.delete(told);
  const mustRead = [...mustPins, ...take(counts.mustRead - mustPins.length, [...shared, ...pictured])];
  const latest = take(counts.latest, [...rest]);
  const sections = topicsOf([...rest]).flatMap((topic) => {
    const about = [...rest].filter(({ article }) => article.topics.some(({ slug }) => slug === topic.slug));
    return about.length < leastInSection ? [] : [{ topic, stories: take(counts.section, about) }];
  });
  return {
    lead,
    mustRead,
    latest,
    sections: sections.slice(0, counts.sections),
    more: [...rest, ...sections.slice(counts.sections).flatMap(({ stories }) => stories)],
  };
}

/** Each story once, newest first: shown as its first source tells it. */
function storiesOf(articles: readonly Article[]): Told[] {
  const places = new Map(articles.map(({ id }, place) => [id, place]));
  return clustersOf(articles.map((article) => ({ article })))
    .map(([first, ...others]): Told => {
      const sources = new Map(others.map(({ article }) => [article.source.id, article]));
      sources.delete(first!.article.source.id);
      return { article: first!.article, others: [...sources.values()] };
    })
    .toSorted((one, other) => places.get(one.article.id)! - places.get(other.article.id)!);
}

/** The first so many, of which one source has no more than half while there are others. */
function balanced(stories: readonly Told[], wanted: number): Told[] {
  const most = Math.ceil(wanted / 2);
  const taken: Told[] = [];
  const spared: Told[] = [];
  for (const told of new Set(stories)) {
    const same = taken.filter(({ article }) => article.source.id === told.article.source.id).length;
    (same < most && taken.length < wanted ? taken : spared).push(told);
  }
  return [...taken, ...spared].slice(0, wanted);
}

/** Topics of these stories, those of most stories first. */
function topicsOf(stories: readonly Told[]): Topic[] {
  const uses = new Map<string, { topic: Topic; count: number }>();
  for (const { article } of stories)
    for (const topic of article.topics) uses.set(topic.slug, { topic, count: (uses.get(topic.slug)?.count ?? 0) + 1 });
  return [...uses.values()].toSorted((one, other) => other.count - one.count).map(({ topic }) => topic);
}
