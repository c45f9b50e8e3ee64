import * as z from 'zod/mini';
import { enclosureSchema, imageSchema, instantSchema, topicSchema } from '../../platform/values/schema.ts';
import type { Enclosure } from '../../platform/values/schema.ts';
import type { Instant } from '../../platform/values/time.ts';
import { selectorsSchema } from './filter.ts';

/** An article's content as its document has it, whoever the source is: normalised, safe to show, absolute URLs only. */
export const storySchema = z.object({
  guid: z.string(),
  /** Canonical: https where given, no tracking parameters, no fragment. */
  url: z.optional(z.url()),
  /** Plain text, one line. */
  title: z.string(),
  /** Plain text. */
  summary: z.string(),
  /** HTML from the allow-list of sanitise.ts. */
  content: z.string(),
  authors: z.array(z.string()),
  topics: z.array(topicSchema),
  /** BCP 47. */
  language: z.optional(z.string()),
  image: z.optional(imageSchema),
  enclosures: z.array(enclosureSchema),
  rights: z.optional(z.string()),
  published: z.optional(instantSchema),
  updated: z.optional(instantSchema),
  /** Its publisher's embargo; the end of time where that cannot be read. */
  embargoUntil: z.optional(instantSchema),
  /** The embargo in its publisher's words, where it cannot be read. */
  embargoUnread: z.optional(z.string()),
  expiresAt: z.optional(instantSchema),
});
export type Story = z.infer<typeof storySchema>;

/** The parts of a story that an operator may put into other words. */
export const correctable = ['title', 'summary', 'content', 'authors', 'topics', 'language', 'image'] as const;
export type Correctable = (typeof correctable)[number];

/** A line says what of an article was corrected, for its readers. */
export const correctionSchema = z.object({ at: instantSchema, line: z.string() });
export type Correction = z.infer<typeof correctionSchema>;

/** So many lines of an article are kept, the last ones; each is a sentence or two. */
export const mostCorrections = 10;
export const longestLine = 300;

/**
 * `embargoed` waits for its time, `live` is out, `withdrawn` and `expired` have been taken back: life.ts derives it
 * from the facts.
 */
export const articleStatuses = ['embargoed', 'live', 'withdrawn', 'expired'] as const;

export const articleSchema = z.extend(storySchema, {
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  /** Rises by one with each change of content or status that readers can notice. */
  version: z.int().check(z.gte(1)),
  status: z.enum(articleStatuses),
  source: z.object({ id: z.string(), name: z.string(), url: z.optional(z.url()) }),
  /** "Source: <name>": to be printed wherever the article is. */
  attribution: z.string(),
  /** Of the text that is shown. */
  contentHash: z.string(),
  /** A later text of the same version than the one that was announced: since when it is shown. */
  rewordedAt: z.optional(instantSchema),
  /** What readers were last told, where the text that is shown says something else by now (`noticeOf`). */
  told: z.optional(z.object({ head: z.string(), text: z.string() })),
  /**
   * The one who took it back, and why: a publisher's withdrawal may be undone by the publisher, an operator's may not.
   */
  withdrawal: z.optional(z.object({ by: z.enum(['publisher', 'operator']), reason: z.string() })),
  /** Says that `embargoUntil` is the publisher's: a row of an earlier release may hold the operator's there. */
  embargoBy: z.optional(z.literal('publisher')),
  /** The operator's embargo, beside the publisher's: the later one holds. */
  operatorEmbargo: z.optional(instantSchema),
  /** The publisher's embargo that the operator lifted: its time, or its words. Another one holds again. */
  embargoLifted: z.optional(z.string()),
  /** It waits for an editor, whose rule this is: nobody else sees it before a person approves it. */
  hold: z.optional(z.object({ rule: z.string(), at: instantSchema })),
  /** The article is out, and a correction of it waits for an editor: its text stands in a row of its own. */
  correctionOnHold: z.optional(
    z.object({ rule: z.string(), at: instantSchema, contentHash: z.string(), title: z.string() }),
  ),
  /** The hash of the correction that an editor refused last: the same comes in no more. */
  refusedCorrection: z.optional(z.string()),
  /** By the operator, the last one last. */
  corrections: z.optional(z.array(correctionSchema)),
  /** The parts that are in the operator's words: those of its publisher do not replace them. */
  operatorsParts: z.optional(z.array(z.enum(correctable))),
  /** It was old when Caravan first saw it. */
  backlog: z.optional(z.literal(true)),
  /** The selectors that readers knew it by while it was out, where they are others now. */
  formerly: z.optional(z.array(selectorsSchema)),
  firstSeen: instantSchema,
  /** Where it stands in lists: the date published, but never later than first seen, and fixed from then on. */
  listedAt: instantSchema,
  /** When this version was written. */
  changedAt: instantSchema,
  /** Of the poll, or the run, that wrote this version; an operator's command has none. */
  traceId: z.optional(z.string()),
});
export type Article = z.infer<typeof articleSchema>;

/** Whether readers may see the article at this moment: the one rule that every exit asks. */
export function isReadable(article: Pick<Article, 'status' | 'expiresAt'> & Holding, now: Instant): boolean {
  const held = heldUntil(article);
  return (
    article.status === 'live' &&
    (held === undefined || held <= now) &&
    (article.expiresAt === undefined || article.expiresAt > now)
  );
}

/** Until when an embargo keeps an article back, and whose it is: see docs/promise.md. */
export interface Embargoes {
  readonly embargoUntil?: Instant | undefined;
  readonly embargoUnread?: string | undefined;
  readonly operatorEmbargo?: Instant | undefined;
  readonly embargoLifted?: string | undefined;
}

/** All that holds an article back. */
export interface Holding extends Embargoes {
  readonly hold?: Article['hold'];
}

/** An embargo that cannot be read, and an editor's hold, keep an article back until then, unless a person speaks. */
export const endOfTime = '9999-12-31T23:59:59.999Z' as Instant;

/** How the publisher states its embargo. */
export const statedEmbargo = ({ embargoUntil, embargoUnread }: Embargoes): string | undefined =>
  embargoUnread ?? embargoUntil;

/** Until when an article is held, whether that is over or not; undefined where nobody ever held it. */
export const heldUntil = (article: Holding): Instant | undefined =>
  article.hold === undefined ? embargoEnd(article) : endOfTime;

/** The end of its embargoes, whether that is over or not; undefined where there are none. Of two times the later holds. */
export function embargoEnd(article: Embargoes): Instant | undefined {
  const stated = statedEmbargo(article);
  const publishers =
    stated === undefined || stated === article.embargoLifted ? undefined : (article.embargoUntil ?? endOfTime);
  return [publishers, article.operatorEmbargo].reduce(laterOf, undefined);
}

/** The later of two times, either of which may be missing. */
export const laterOf = (one: Instant | undefined, other: Instant | undefined): Instant | undefined =>
  one === undefined || (other !== undefined && other > one) ? other : one;

/** Media types by the ends of names, for publishers who give none. */
const typeByEnd: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  ogv: 'video/ogg',
  m3u8: 'application/vnd.apple.mpegurl',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  epub: 'application/epub+zip',
};

/** HTTP Live Streaming (RFC 8216, 10): its types do not say that it is seen. */
const playlists = new Set(['application/vnd.apple.mpegurl', 'application/x-mpegurl']);

/**
 * An enclosure's media type: its publisher's word, or else what its name says; `application/octet-stream` where neither
 * does (RFC 2046, 4.5.1).
 */
export function mediaTypeOf({ url, type }: Enclosure): string {
  const end = /\.([a-z0-9]{1,5})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
  return type ?? (Object.hasOwn(typeByEnd, end) ? typeByEnd[end] : undefined) ?? 'application/octet-stream';
}

/** The kind of thing that it is; undefined for what is neither. */
export function mediumOf(enclosure: Enclosure): 'audio' | 'video' | 'image' | undefined {
  const type = mediaTypeOf(enclosure);
  const kind = playlists.has(type) ? 'video' : type.split('/')[0];
  return kind === 'audio' || kind === 'video' || kind === 'image' ? kind : undefined;
}

/** Ten events share the 256 kB of a PublishBatch. */
const mostBytesTold = 20_000;

/**
 * The enclosures that an event carries: all of them, unless their addresses are so long that an event had no room for
 * the rest of the article. Feeds have them all.
 */
export function enclosuresTold(enclosures: readonly Enclosure[]): Enclosure[] {
  let room = mostBytesTold;
  return enclosures.filter((enclosure) => {
    const bytes = new TextEncoder().encode(JSON.stringify(enclosure)).length;
    if (bytes > room) return false;
    room -= bytes;
    return true;
  });
}

/** The title, or how the text begins: notes have no title, and Atom and people want one. */
export const headingOf = ({ title, summary, source }: Pick<Article, 'title' | 'summary' | 'source'>): string =>
  title || (summary.length > 80 ? `${beginningOf(summary, 80)}…` : summary) || source.name;

/** The beginning of a text: cut after a word, or between characters where there are no spaces. */
export const beginningOf = (text: string, units: number): string =>
  text
    .slice(0, units)
    .replace(/(?<!\s)\s+\S*$|[\uD800-\uDBFF]$/, '')
    .trim();
