import { createHash } from 'node:crypto';
import type { Story } from '../../articles/article.ts';
import type { FeedItem } from '../feedDocument.ts';

/**
 * Gives every story its key and its content hash, and each key once: of several versions in one document the first,
 * which is the newest by the custom of feeds, stands.
 * @returns the items in the document's order, and a note for what was left out
 */
export function identify(stories: readonly Story[]): { readonly items: FeedItem[]; readonly notes: string[] } {
  const repeated = repeatedGuids(stories);
  const items = new Map<string, FeedItem>();
  let same = 0;
  let differing = 0;
  for (const story of stories) {
    const key = keyOf(story, repeated);
    const contentHash = contentHashOf(story);
    const standing = items.get(key);
    if (standing === undefined)
      items.set(key, { key, contentHash, story: story.guid === '' ? { ...story, guid: key } : story });
    else if (standing.contentHash === contentHash) same += 1;
    else differing += 1;
  }
  const notes = [
    ...(repeated.size > 0 ? [`told items with the same guid apart by their addresses (${repeated.size} guids)`] : []),
    ...(same > 0 ? [`left out ${same} exact repetitions of items`] : []),
    ...(differing > 0 ? [`left out ${differing} older versions of items in the same document`] : []),
  ];
  return { items: [...items.values()], notes };
}

/** Guids that stand for articles at different addresses: a constant, a category, a template left unfilled. */
function repeatedGuids(stories: readonly Story[]): ReadonlySet<string> {
  const urls = new Map<string, string>();
  const repeated = new Set<string>();
  for (const { guid, url } of stories) {
    if (guid === '' || url === undefined) continue;
    if ((urls.get(guid) ?? url) !== url) repeated.add(guid);
    urls.set(guid, url);
  }
  return repeated;
}

function keyOf(story: Story, repeated: ReadonlySet<string>): string {
  const revised = /^(.+)#\d{1,6}$/.exec(story.guid)?.[1];
  // The BBC's guids are the address and "#" with a number that varies, in one document even: one article, not several.
  if (revised !== undefined && revised === story.url) return revised;
  if (story.guid !== '' && !(repeated.has(story.guid) && story.url !== undefined)) return story.guid;
  return story.url ?? `title:${hash([story.title, story.published ?? ''])}`;
}

/**
 * Hash of all that readers can notice. The dates are left out, because many publishers touch them with no change (some
 * stamp every item with the time of the request, and would correct them all at every poll), and the guid, because
 * nobody sees it.
 * @returns 32 hexadecimal digits of SHA-256
 */
export function contentHashOf(story: Story): string {
  return hash([
    story.url ?? '',
    story.title,
    story.summary,
    story.content,
    story.authors,
    story.topics.map(({ slug, name }) => [slug, name]),
    story.language ?? '',
    story.image === undefined
      ? []
      : [story.image.url, story.image.width ?? 0, story.image.height ?? 0, story.image.alt ?? ''],
    story.enclosures.map(({ url, type, lengthBytes }) => [url, type ?? '', lengthBytes ?? 0]),
    story.rights ?? '',
    story.embargoUntil ?? '',
    story.expiresAt ?? '',
    ...(story.embargoUnread === undefined ? [] : [story.embargoUnread]),
  ]);
}

/** Arrays only, so that there is one way to write them. */
const hash = (value: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
