import type { Choice } from '../../subscribers/preferences.ts';
import type { Candidate, Found, DigestContent } from './digestContent.ts';
import { cluster } from './select/cluster.ts';
import type { Cluster } from './select/cluster.ts';
import { sectionsOf } from './select/sections.ts';
import { shownOf } from './select/shown.ts';
import { shortLine } from './text/inert.ts';
import { proseOf } from './text/prose.ts';

const mostStories = 30;

/**
 * Chooses a digest's stories. A story that several sources tell stands in it once: select/sameStory.ts says when two
 * articles tell one, select/shown.ts which of them is shown. The most important come first: those that most sites tell,
 * as a publisher's several feeds are one voice; of equal ones what was announced last, a correction like news. The
 * first 30 are put under topics (select/sections.ts).
 */
export function selectStories({ candidates, withdrawn }: Found, choice: Choice): DigestContent {
  const places = new Map(candidates.map((candidate, place) => [candidate, place]));
  const stories = cluster(candidates.filter(saysSomething))
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
