import type { EpochSeconds } from '../../platform/values/time.ts';
import type { Story } from '../articles/article.ts';
import type { Traits } from './story/traits.ts';

/** Rises whenever a release reads an item otherwise: what changes by that is no correction, and announced to nobody. */
export const readingVersion = 2;

/** One item of a document: the story, and what tells it from its neighbours. */
export interface FeedItem {
  /** The guid, or the canonical URL where the guid is missing or repeated, or a hash of the title where both are. */
  readonly key: string;
  /** Hash of the item as the document has it: 16 hexadecimal digits. */
  readonly raw: string;
  readonly traits: Traits;
  /** Hash of all that is shown of it; equal means the same text. */
  readonly contentHash: string;
  readonly story: Story;
}

/** What is known of a source's items from earlier documents, so that they need not be read again. */
export interface KnownItems {
  /** By the hash of each as its document had it, when it was published. */
  readonly items: ReadonlyMap<string, EpochSeconds | undefined>;
  /** Of all that an item inherits from its document: items are read again where that has changed. */
  readonly around: string;
  /** Stories of this source differ in the fragment of their address alone. */
  readonly sharesPages: boolean;
}

/** A feed as read, whatever its format. */
export interface FeedDocument {
  readonly format: 'rss' | 'rdf' | 'atom' | 'json';
  readonly title?: string;
  readonly siteUrl?: string;
  readonly language?: string;
  /** The publisher's own wish (`ttl`, `sy:updatePeriod` over `sy:updateFrequency`), in seconds. */
  readonly ttlSeconds?: number;
  /** Where its news is pushed from (WebSub), and under which name; `others` are further hubs that push it. */
  readonly hub?: { readonly url: string; readonly topic: string; readonly others?: readonly string[] } | undefined;
  /** In the document's order, without those that are known; with them at most the newest 1,000. */
  readonly items: readonly FeedItem[];
  /** Hashes of the items that are known and stand in it as they were. */
  readonly unchanged: readonly string[];
  /** See `KnownItems`. */
  readonly around: string;
  readonly sharesPages: boolean;
  /** Keys that the publisher has withdrawn (RFC 6721 `at:deleted-entry`). */
  readonly withdrawn: readonly string[];
  /** Its answer was cut off: what it lacks may still stand in the feed. */
  readonly isCut?: true;
  /** Repairs and warnings, in words: "escaped 3 bare ampersands". */
  readonly notes: readonly string[];
}

/** The document cannot be read as a feed, whoever tries: permanent until the publisher changes it. */
export class UnreadableFeed extends Error {
  override readonly name = 'UnreadableFeed';
  readonly kind: 'not-a-feed' | 'unreadable';
  /** Feeds that an HTML page links (`rel="alternate"`), absolute. */
  readonly discovered: readonly string[];

  constructor(
    kind: 'not-a-feed' | 'unreadable',
    message: string,
    discovered: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.kind = kind;
    this.discovered = discovered;
  }
}
