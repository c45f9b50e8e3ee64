import { traitsOf } from '../../feed-reading/story/traits.ts';
import type { FeedDocument, FeedItem } from '../../feed-reading/feedDocument.ts';
import { readingVersion } from '../../feed-reading/feedDocument.ts';
import type { Announcing } from '../../articles/correction.ts';
import { recognise } from './recognise.ts';
import { articleId, markOf, mostWithdrawn } from '../seenList.ts';
import type { SeenList, SeenStory } from '../seenList.ts';

/** An item that was read, with the article that it is. */
export interface Arrival {
  readonly id: string;
  readonly item: FeedItem;
  /** As it was remembered; undefined where it is new. */
  readonly story: SeenStory | undefined;
  /** The item is as it was, or may be; what differs is our reading of it. */
  readonly ourReading: Announcing['ourReading'];
}

/** A document beside what was seen before it. */
export interface News {
  /** Never seen: most likely new. */
  readonly unseen: readonly Arrival[];
  /** Seen with another text, taken back meanwhile, or with a correction that waits. */
  readonly changed: readonly Arrival[];
  /** Written otherwise, with the same text, or with one that is told to nobody (`withoutForgotten`). */
  readonly touched: readonly Arrival[];
  /** As they were. */
  readonly unchanged: readonly SeenStory[];
  /** Remembered, and not in the document. Feeds drop old items: that is no news. */
  readonly absent: readonly SeenStory[];
  /** Of these, those with a correction that waits: there will be no other occasion to announce it. */
  readonly vanishedHeld: readonly SeenStory[];
  /** Ids of articles that were taken back since. */
  readonly withdrawn: readonly string[];
  /** So many withdrawals have no room in the list. */
  readonly leftOut: number;
  /** Most of the stories are rewritten at one poll after the other. */
  readonly isRestless: boolean;
  /** The list with what is withdrawn from now on. */
  readonly list: SeenList;
}

/** Tells what a document holds that was not seen, or was seen otherwise. */
export function newsOf(sourceId: string, document: FeedDocument, seen: SeenList): News {
  const standing = new Set(document.unchanged);
  const [present, others] = [
    seen.stories.filter(({ raw }) => raw !== '' && standing.has(raw)),
    seen.stories.filter(({ raw }) => raw === '' || !standing.has(raw)),
  ];
  const recognised = recognise(document.items, present, others);
  const arrivals = arrivalsOf(sourceId, recognised, seen);
  const tombstones = tombstonesOf(sourceId, document, [...seen.stories, ...arrivals.map(storyOf)]);
  const heeded = heededOf(tombstones, arrivals, seen);
  // some publishers leave the item beside its tombstone
  const takenBack = new Set(tombstones.map(markOf));
  const standingArrivals = arrivals.filter(({ id }) => !takenBack.has(markOf(id)));
  const arrived = new Set(recognised.map(({ story }) => story));
  const absent = others.filter((story) => !arrived.has(story));
  const isSeen = ({ id, story }: Arrival): boolean =>
    story !== undefined || seen.withdrawn.has(markOf(id)) || seen.old?.has(markOf(id)) === true;
  const isChanged = ({ id, item, story }: Arrival): boolean =>
    story?.isHeld === true ||
    story?.isTakenBack === true ||
    seen.withdrawn.has(markOf(id)) ||
    (story?.content ?? seen.old?.get(markOf(id))) !== item.contentHash.slice(0, 16);
  return {
    // oldest first, as feeds begin with the newest
    unseen: standingArrivals.filter((one) => !isSeen(one)).toReversed(),
    changed: standingArrivals.filter((one) => isSeen(one) && isChanged(one)),
    touched: standingArrivals.filter((one) => isSeen(one) && !isChanged(one)),
    unchanged: present.filter(({ id }) => !takenBack.has(markOf(id))),
    absent,
    vanishedHeld: absent.filter(({ isHeld, id }) => isHeld && !takenBack.has(markOf(id))),
    withdrawn: heeded.filter((id) => !seen.withdrawn.has(markOf(id))),
    leftOut: tombstones.length - heeded.length,
    isRestless: isRestless([...present, ...recognised.flatMap(({ story }) => story ?? [])]),
    list: { ...seen, old: undefined, readingVersion, withdrawn: withdrawnAfter(document, heeded, seen) },
  };
}

const storyOf = ({ id, item }: Arrival): Pick<SeenStory, 'id' | 'traits'> => ({ id, traits: item.traits });

/** The article of each item: the one that it was, or a new one, whose id none of the others has. */
function arrivalsOf(sourceId: string, recognised: ReturnType<typeof recognise>, seen: SeenList): Arrival[] {
  const taken = new Set(seen.stories.map(({ id }) => id));
  return recognised.map(({ item, story }) => {
    const isOld = seen.readingVersion !== readingVersion;
    if (story !== undefined)
      return { id: story.id, item, story, ourReading: isOld ? ourReading(story, item) : undefined };
    const [own, other] = [articleId(sourceId, item.key), articleId(sourceId, `${item.key} ${item.raw}`)];
    const id = taken.has(own) ? other : own;
    taken.add(id);
    return { id, item, story, ourReading: seen.old?.has(markOf(id)) ? 'perhaps' : undefined };
  });
}

function ourReading({ raw }: SeenStory, item: FeedItem): Announcing['ourReading'] {
  if (raw === '') return 'perhaps';
  return raw === item.raw ? 'surely' : undefined;
}

/** The articles that a document takes back (RFC 6721), by the guids that it names. */
function tombstonesOf(
  sourceId: string,
  { withdrawn }: FeedDocument,
  stories: readonly Pick<SeenStory, 'id' | 'traits'>[],
): string[] {
  const byGuid = new Map(stories.filter(({ traits }) => traits.guid !== '').map(({ id, traits }) => [traits.guid, id]));
  const guidOf = (ref: string): string => traitsOf({ guid: ref, title: '', summary: '' }, undefined).guid;
  return [...new Set(withdrawn.map((ref) => byGuid.get(guidOf(ref)) ?? articleId(sourceId, ref)))];
}

/**
 * The withdrawals that can be remembered at once. Where there are more, those of articles that this or the last
 * document holds come first, then those that were not heeded yet: the others have their turn when the document changes.
 */
function heededOf(tombstones: readonly string[], arrivals: readonly Arrival[], { stories, withdrawn, old }: SeenList) {
  if (tombstones.length <= mostWithdrawn) return tombstones;
  const near = new Set([...arrivals, ...stories].map(({ id }) => markOf(id)));
  const rankOf = (id: string): number => {
    if (withdrawn.has(markOf(id))) return 2;
    return near.has(markOf(id)) || old?.has(markOf(id)) === true ? 0 : 1;
  };
  const ranked = Map.groupBy(tombstones, rankOf);
  return [0, 1, 2].flatMap((rank) => ranked.get(rank) ?? []).slice(0, mostWithdrawn);
}

/** Of a document that was cut off nobody knows which withdrawals are missing. */
const withdrawnAfter = ({ isCut }: FeedDocument, heeded: readonly string[], { withdrawn }: SeenList): Set<string> =>
  new Set([...heeded.map(markOf), ...(isCut ? withdrawn : [])].slice(0, mostWithdrawn));

const restlessStories = 3;

/** Half of the stories, and three at least, were rewritten at two successive polls. */
function isRestless(present: readonly SeenStory[]): boolean {
  const restless = present.filter(({ restlessness }) => restlessness >= 2).length;
  return restless >= restlessStories && restless * 2 >= present.length;
}
