import { createHash } from 'node:crypto';
import type { FeedDocument, FeedItem } from './reading/feedDocument.ts';

/**
 * The compact list of what a document held: for each item 8 bytes of its article's id and 8 of its content hash, so
 * that only what is new or changed touches Articles. A collision (one in 10^14 for 1,000 items) would delay a correction.
 */
export type Seen = ReadonlyMap<string, string>;

/** Stands where a withdrawn item's content hash would. */
const withdrawnMark = '0'.repeat(16);
const entryBytes = 16;

/** The article of a source's item, for ever. */
export const articleId = (sourceId: string, key: string): string => createHash('sha256').update(`${sourceId}\n${key}`).digest('hex').slice(0, 32);

export function seenIn(sourceId: string, { items, withdrawn }: Pick<FeedDocument, 'items' | 'withdrawn'>): Seen {
  const mark = (key: string) => articleId(sourceId, key).slice(0, 16);
  return new Map([
    ...items.map(({ key, contentHash }) => [mark(key), contentHash.slice(0, 16)] as const),
    ...withdrawn.map((key) => [mark(key), withdrawnMark] as const),
  ]);
}

export const encodeSeen = (seen: Seen): Uint8Array => Buffer.from([...seen].flat().join(''), 'hex');

export function decodeSeen(bytes: Uint8Array): Seen {
  const hex = Buffer.from(bytes).toString('hex');
  const entries = Array.from({ length: bytes.length / entryBytes }, (_, index) => hex.slice(index * 32, index * 32 + 32));
  return new Map(entries.map((entry) => [entry.slice(0, 16), entry.slice(16)]));
}

/** Equal for documents that hold the same, in whatever order. */
export const documentHashOf = (seen: Seen): string =>
  createHash('sha256').update([...seen].map((entry) => entry.join('')).toSorted().join()).digest('base64url').slice(0, 22);

export interface News {
  /** Never in the last document: most likely new. */
  readonly unseen: readonly FeedItem[];
  /** In the last document with another content. */
  readonly changed: readonly FeedItem[];
  /** Keys taken back since the last document. */
  readonly withdrawn: readonly string[];
}

/** What a document holds that the last one did not. What vanished is no news: feeds drop old items. */
export function newsOf(sourceId: string, document: Pick<FeedDocument, 'items' | 'withdrawn'>, before: Seen): News {
  const last = (key: string) => before.get(articleId(sourceId, key).slice(0, 16));
  const takenBack = new Set(document.withdrawn);
  const items = document.items.filter(({ key }) => !takenBack.has(key)); // some publishers leave the item beside its tombstone
  return {
    unseen: items.filter(({ key }) => last(key) === undefined),
    changed: items.filter(({ key, contentHash }) => last(key) !== undefined && last(key) !== contentHash.slice(0, 16)),
    withdrawn: document.withdrawn.filter((key) => last(key) !== withdrawnMark),
  };
}
