import type { FeedDocument } from './feedDocument.ts';

/** A text as a document holds it: HTML, plain, or either (RSS never says which its titles are). */
export interface RawText {
  readonly text: string;
  readonly kind: 'html' | 'plain' | 'either';
  /** Its own `xml:base`s as written, the outer first. */
  readonly bases?: readonly string[] | undefined;
}

export interface RawImage {
  readonly url: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly alt?: string | undefined;
  /** Who made it. */
  readonly credit?: string | undefined;
}

export interface RawEnclosure {
  readonly url: string;
  readonly type?: string | undefined;
  readonly lengthBytes?: number | undefined;
}

/** An item as its document says it, whatever the format: nothing resolved, cleaned or trusted yet. */
export interface RawItem {
  readonly guid?: string | undefined;
  /** Candidates for the article's address, best first. */
  readonly links: readonly string[];
  readonly base?: string | undefined;
  readonly title?: RawText | undefined;
  readonly summary?: RawText | undefined;
  readonly content?: RawText | undefined;
  readonly authors: readonly string[];
  readonly topics: readonly string[];
  readonly language?: string | undefined;
  /** Best first. */
  readonly images: readonly RawImage[];
  readonly enclosures: readonly RawEnclosure[];
  readonly rights?: string | undefined;
  readonly published?: string | undefined;
  readonly updated?: string | undefined;
  /** Each embargo that it names; none, or none with a word in it, is no embargo. */
  readonly embargoes?: readonly string[] | undefined;
  readonly expiresAt?: string | undefined;
}

export interface RawFeed {
  readonly format: FeedDocument['format'];
  readonly title?: RawText | undefined;
  readonly links: readonly string[];
  readonly base?: string | undefined;
  readonly language?: string | undefined;
  readonly rights?: string | undefined;
  readonly ttlSeconds?: number | undefined;
  /** WebSub: addresses as written, of its hubs and of itself. */
  readonly hubs?: readonly string[] | undefined;
  readonly self?: string | undefined;
  readonly items: readonly RawItem[];
  readonly withdrawn: readonly string[];
}
