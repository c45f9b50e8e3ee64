import type { FeedItem } from './feedDocument.ts';
import { rawHash } from './knownItems.ts';
import type { RawItem } from './raw.ts';
import { identify } from './story/identity.ts';
import { normalise } from './story/normalise.ts';
import type { Surroundings } from './story/normalise.ts';

/** An item as it was read, and whether its text had to be cut to fit a row. */
export interface ReadItem {
  readonly item: FeedItem;
  readonly isCut: boolean;
}

/**
 * Reads an item that came by itself and in no feed, as it would be read in one: cleaned, with its key and its hashes.
 * @returns undefined for an item with neither guid, link, title nor text
 */
export function readItem(raw: RawItem, around: Surroundings): ReadItem | undefined {
  const normalised = normalise(raw, around);
  if (normalised === undefined) return undefined;
  const [item] = identify([{ ...normalised, raw: rawHash(JSON.stringify(raw)) }]).items;
  return item && { item, isCut: normalised.contentCut };
}
