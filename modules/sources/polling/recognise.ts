import type { FeedItem } from '../../feed-reading/feedDocument.ts';
import { agreement, isRepetition } from '../../feed-reading/story/traits.ts';
import type { Traits } from '../../feed-reading/story/traits.ts';
import type { SeenStory } from '../seenList.ts';

/** An item with the story that it is; a new one has none. */
export interface Recognised {
  readonly item: FeedItem;
  readonly story: SeenStory | undefined;
}

/**
 * Finds for each item of a document the story that it is: by its guid, by its address, or by title and date together,
 * so that a story stays one when its publisher changes one of them. A guid or an address that several stories share
 * tells nothing.
 * @param present stories of which the document holds the items as they were
 * @param absent the other stories that are remembered
 * @returns the items in their order, without repetitions of what the document holds already
 */
export function recognise(
  items: readonly FeedItem[],
  present: readonly SeenStory[],
  absent: readonly SeenStory[],
): Recognised[] {
  const telling = tellingTraits([...present, ...absent], items);
  const pairs = pairsOf(
    items.map((item) => ({ item, traits: telling(item.traits) })),
    absent.map((story) => ({ story, traits: telling(story.traits) })),
  );
  const found = new Map<FeedItem, SeenStory>();
  const taken = new Set<SeenStory>();
  for (const { item, story } of pairs) {
    if (found.has(item) || taken.has(story)) continue;
    found.set(item, story);
    taken.add(story);
  }
  const standing = [...present, ...taken].map(({ traits }) => telling(traits));
  const stands = (traits: Traits): boolean => standing.some((other) => isRepetition(traits, other));
  return items
    .filter((item) => found.has(item) || !stands(telling(item.traits)))
    .map((item) => ({ item, story: found.get(item) }));
}

/**
 * Traits without a guid, or an address, that stands for several stories. Of stories that were told apart in one document
 * the guid is as written alone.
 */
function tellingTraits(stories: readonly HasTraits[], items: readonly HasTraits[]): (traits: Traits) => Traits {
  const shared = (trait: 'exact' | 'guid' | 'url'): ReadonlySet<string> =>
    new Set(
      [stories, items].flatMap((list) =>
        [...Map.groupBy(list, ({ traits }) => traits[trait])].flatMap(([value, same]) =>
          same.length > 1 ? [value] : [],
        ),
      ),
    );
  const [exacts, guids, urls] = [shared('exact'), shared('guid'), shared('url')];
  return (traits) => ({
    ...traits,
    guid: exacts.has(traits.exact) || guids.has(traits.guid) ? '' : traits.guid,
    url: urls.has(traits.url) ? '' : traits.url,
  });
}

interface HasTraits {
  readonly traits: Traits;
}

interface Pair {
  readonly item: FeedItem;
  readonly story: SeenStory;
  readonly strength: number;
}

/** All that may belong together, the surest first. */
function pairsOf(
  items: readonly { readonly item: FeedItem; readonly traits: Traits }[],
  stories: readonly { readonly story: SeenStory; readonly traits: Traits }[],
): Pair[] {
  const byPlace = Map.groupBy(
    stories.flatMap((one) => placesOf(one.traits).map((place) => ({ place, one }))),
    ({ place }) => place,
  );
  const pairs = items.flatMap(({ item, traits }) => {
    const near = new Set(placesOf(traits).flatMap((place) => (byPlace.get(place) ?? []).map(({ one }) => one)));
    return [...near].map(({ story, traits: others }) => ({ item, story, strength: strengthOf(traits, others) }));
  });
  // a weak likeness counts where it is the only one
  const weak = pairs.filter(({ strength }) => strength === weakest);
  const [ofItem, ofStory] = [Map.groupBy(weak, ({ item }) => item), Map.groupBy(weak, ({ story }) => story)];
  const isAlone = ({ item, story }: Pair): boolean =>
    ofItem.get(item)?.length === 1 && ofStory.get(story)?.length === 1;
  return pairs
    .filter((pair) => pair.strength > weakest || (pair.strength === weakest && isAlone(pair)))
    .toSorted((a, b) => b.strength - a.strength);
}

const isBare = ({ guid, url }: Traits): boolean => guid === '' && url === '';

const placesOf = (traits: Traits): string[] => [
  ...(traits.guid === '' ? [] : [`guid ${traits.guid}`]),
  ...(traits.url === '' ? [] : [`url ${traits.url}`]),
  ...(traits.title === '' || traits.publishedAt === undefined ? [] : [`title ${traits.title}`]),
  ...(isBare(traits) ? ['bare'] : []),
];

const weakest = 1;

/** How surely an item is a story, from 0, where it is another one, to 5. */
function strengthOf(item: Traits, story: Traits): number {
  const { exact, guid, url, title, published } = agreement(item, story);
  // the same guid, and nothing else is as it was: the guid is a constant
  if (guid.same && exact.same) return url.differs && title.differs && published.differs ? 0 : 5;
  if (guid.same && (title.same || published.same || url.same)) return 4;
  if (url.same && (title.same || published.same || (item.guid === '' && story.guid === ''))) return 3;
  if (title.same && published.same) return 2;
  const isLike = (title.same && !published.differs) || published.same;
  return isBare(item) && isBare(story) && isLike ? weakest : 0;
}
