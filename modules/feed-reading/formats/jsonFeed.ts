import * as z from 'zod/mini';
import { UnreadableFeed } from '../feedDocument.ts';
import type { RawFeed, RawItem, RawText } from '../raw.ts';

/** A field of the wrong type is as good as missing: no item is lost over it. */
const text = z.catch(z.optional(z.pipe(z.union([z.string(), z.number()]), z.transform(String))), undefined);
const list = <T extends z.ZodMiniType>(of: T) => z.catch(z.array(z.catch(z.nullable(of), null)), []);
const author = z.object({ name: text });

const itemSchema = z.object({
  id: text,
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  image: text,
  banner_image: text,
  date_published: text,
  date_modified: text,
  language: text,
  author: z.catch(z.optional(author), undefined),
  authors: list(author),
  tags: list(z.string()),
  attachments: list(
    z.object({ url: z.string(), mime_type: text, size_in_bytes: z.catch(z.optional(z.int()), undefined) }),
  ),
});

const feedSchema = z.object({
  version: z.string().check(z.regex(/jsonfeed\.org\/version\//)),
  title: text,
  home_page_url: text,
  feed_url: text,
  language: text,
  hubs: list(z.object({ type: z.string(), url: z.string() })),
  items: z.array(z.catch(z.nullable(itemSchema), null)),
});

/**
 * Reads JSON Feed 1.0 and 1.1 (jsonfeed.org).
 * @throws UnreadableFeed `unreadable` for broken JSON, `not-a-feed` for JSON of another kind
 */
export function parseJsonFeed(json: string): RawFeed {
  const feed = feedSchema.safeParse(parse(json));
  if (!feed.success)
    throw new UnreadableFeed('not-a-feed', 'The document is JSON, but no JSON Feed: check the address.');
  const { title, home_page_url: home, feed_url: self, hubs, language, items } = feed.data;
  return {
    format: 'json',
    title: plain(title),
    links: home === undefined ? [] : [home],
    language,
    hubs: hubs.filter((hub) => hub?.type.toLowerCase() === 'websub').map((hub) => hub?.url ?? ''),
    self,
    items: items.filter((item) => item !== null).map(rawItem),
    withdrawn: [],
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new UnreadableFeed('unreadable', 'The document is broken JSON: ask the publisher to validate the feed.', [], {
      cause,
    });
  }
}

function rawItem(item: z.infer<typeof itemSchema>): RawItem {
  const people = item.authors.length > 0 ? item.authors : [item.author];
  return {
    guid: item.id,
    links: [item.url, item.id, item.external_url].filter(
      (link) => link !== undefined && /^https?:/i.test(link),
    ) as string[],
    title: plain(item.title),
    summary: plain(item.summary),
    content: item.content_html === undefined ? plain(item.content_text) : { text: item.content_html, kind: 'html' },
    authors: people.map((person) => person?.name).filter((name) => name !== undefined),
    topics: item.tags.filter((tag) => tag !== null),
    language: item.language,
    images: [item.image, item.banner_image].filter((url) => url !== undefined).map((url) => ({ url })),
    enclosures: item.attachments
      .filter((found) => found !== null)
      .map((found) => ({ url: found.url, type: found.mime_type, lengthBytes: found.size_in_bytes })),
    published: item.date_published ?? item.date_modified,
    updated: item.date_modified,
  };
}

const plain = (value: string | undefined): RawText | undefined =>
  value === undefined ? undefined : { text: value, kind: 'plain' };
