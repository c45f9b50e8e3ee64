import type { Story } from '../articles/article.ts';

/** One item of a document: the story, and what tells it from its neighbours. */
export interface FeedItem {
  /** The guid, or the canonical URL where the guid is missing or repeated, or a hash of the title where both are. */
  readonly key: string;
  /** Hash of all that readers can notice; equal means the same version. */
  readonly contentHash: string;
  readonly story: Story;
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
  /** In the document's order; at most the newest 1,000. */
  readonly items: readonly FeedItem[];
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
