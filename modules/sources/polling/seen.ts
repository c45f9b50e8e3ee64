import { createHash } from 'node:crypto';
import type { FeedDocument, FeedItem } from '../../feed-reading/feedDocument.ts';

/**
 * The compact list of what a document held: for each item 8 bytes of its article's id and 8 of its content hash, so
 * that only what is new or changed touches Articles. A collision (one in 10^14 for 1,000 items) would delay a
 * correction.
 */
export type Seen = ReadonlyMap<string, string>;

/** Stands where a withdrawn item's content hash would. */
const withdrawnMark = '0'.repeat(16);
const entryBytes = 16;
/**
 * Of 16 bytes each: what a row of DynamoDB holds (400 kB), with its key. Of items there are a thousand at most, so that
 * they are always in it.
 */
export const maxEntries = 25_000;

/** The article of a source's item, for ever. */
export const articleId = (sourceId: string, key: string): string =>
  createHash('sha256').update(`${sourceId}\n${key}`).digest('hex').slice(0, 32);

export function seenIn(sourceId: string, { items, withdrawn }: Pick<FeedDocument, 'items' | 'withdrawn'>): Seen {
  const mark = (key: string) => articleId(sourceId, key).slice(0, 16);
  return new Map([
    ...items.map(({ key, contentHash }) => [mark(key), contentHash.slice(0, 16)] as const),
    ...withdrawn.map((key) => [mark(key), withdrawnMark] as const),
  ]);
}

/**
 * The withdrawals of a document that can be heeded and remembered at once. Where there are more, those of articles that
 * it or the last document holds come first, then those that were not heeded yet: the others have their turn when the
 * document changes.
 */
export function heededOf(
  sourceId: string,
  { items, withdrawn }: Pick<FeedDocument, 'items' | 'withdrawn'>,
  before: Seen,
): readonly string[] {
  const room = maxEntries - items.length;
  if (withdrawn.length <= room) return withdrawn;
  const here = new Set(items.map(({ key }) => key));
  const last = (key: string) => before.get(articleId(sourceId, key).slice(0, 16));
  const rankOf = (key: string) => {
    if (last(key) === withdrawnMark) return 2;
    return here.has(key) || last(key) !== undefined ? 0 : 1;
  };
  const ranked = Map.groupBy<number, string>(withdrawn, rankOf);
  return [0, 1, 2].flatMap((rank) => ranked.get(rank) ?? []).slice(0, room);
}

export const encodeSeen = (seen: Seen): Uint8Array => Buffer.from([...seen].flat().join(''), 'hex');

export function decodeSeen(bytes: Uint8Array): Seen {
  const hex = Buffer.from(bytes).toString('hex');
  const entries = Array.from({ length: bytes.length / entryBytes }, (_, index) =>
    hex.slice(index * 32, index * 32 + 32),
  );
  return new Map(entries.map((entry) => [entry.slice(0, 16), entry.slice(16)]));
}

/** Equal for documents that hold the same, in whatever order. */
export const documentHashOf = (seen: Seen): string =>
  createHash('sha256')
    .update(
      [...seen]
        .map((entry) => entry.join(''))
        .toSorted()
        .join(),
    )
    .digest('base64url')
    .slice(0, 22);

export interface News {
  /** Never in the last document: most likely new. */
  readonly unseen: readonly FeedItem[];
  /** In the last document with another content. */
  readonly changed: readonly FeedItem[];
  /** Keys taken back since the last document. */
  readonly withdrawn: readonly string[];
}

/**
 * The items that the last document did not hold. Items that vanished are no news: feeds drop old items.
 * @param heeded of its withdrawals
 */
export function newsOf(
  sourceId: string,
  document: Pick<FeedDocument, 'items' | 'withdrawn'>,
  before: Seen,
  heeded = document.withdrawn,
): News {
  const last = (key: string) => before.get(articleId(sourceId, key).slice(0, 16));
  const takenBack = new Set(document.withdrawn);
  // some publishers leave the item beside its tombstone
  const items = document.items.filter(({ key }) => !takenBack.has(key));
  return {
    unseen: items.filter(({ key }) => last(key) === undefined),
    changed: items.filter(({ key, contentHash }) => last(key) !== undefined && last(key) !== contentHash.slice(0, 16)),
    withdrawn: heeded.filter((key) => last(key) !== withdrawnMark),
  };
}
