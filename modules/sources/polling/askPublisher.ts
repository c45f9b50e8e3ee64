import { createHash } from 'node:crypto';
import { FetchError } from '../../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../../platform/http/guardedFetch.ts';
import type { GuardedResponse } from '../../../platform/http/guardedFetch.ts';
import { UnreadableFeed } from '../../feed-reading/feedDocument.ts';
import type { FeedDocument, KnownItems } from '../../feed-reading/feedDocument.ts';
import { readingVersion } from '../../feed-reading/readFeed.ts';
import type { Received } from '../../feed-reading/readFeed.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { decodeSeen, knownItems } from '../seenList.ts';
import type { SeenList } from '../seenList.ts';
import type { SourcesTable } from '../sourcesTable.ts';
import type { Source } from '../source.ts';

export interface PublisherRequest {
  readonly userAgent: string;
  readonly allowLoopback: boolean;
  /** @throws UnreadableFeed */
  readonly read: (received: Received, known: KnownItems) => Promise<FeedDocument>;
  readonly sources: Pick<SourcesTable, 'getSeen'>;
}

/** The publisher's answer: one with a document, an answer without, or none. */
export interface PublisherAnswer {
  readonly response?: GuardedResponse | undefined;
  readonly document?: FeedDocument;
  /** What was seen before the document. */
  readonly seen?: SeenList;
  /** Of the answer's bytes, and of what they are read by. */
  readonly documentHash?: string;
  readonly error?: FetchError | UnreadableFeed;
}

const limits = { timeoutMs: 20_000, maxBytes: 15 * 1024 * 1024, maxRedirects: 5 };
const accept =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, ' +
  'application/json;q=0.8, */*;q=0.5';

/** Equal where the same bytes would be read in the same way. */
const hashOf = ({ body, contentType, link, url, zone, encoding }: Received): string =>
  createHash('sha256')
    .update(JSON.stringify([readingVersion, contentType, link, url, zone, encoding]))
    .update(body)
    .digest('base64url')
    .slice(0, 22);

/** A correction that waits may be announced by now: that needs the document, also where it is the same. */
const isHeldDue = ({ heldUntil }: Source, now: Date): boolean =>
  heldUntil !== undefined && heldUntil <= epochSeconds(now);

/**
 * A conditional GET of a source's feed (RFC 9110, 13), read where it brings a document. Publishers' faults are in the
 * answer, not thrown.
 */
export async function askPublisher(
  source: Source,
  { userAgent, allowLoopback, read, sources }: PublisherRequest,
  now: Date,
): Promise<PublisherAnswer> {
  const headers = {
    accept,
    'user-agent': userAgent,
    ...(source.etag !== undefined && !isHeldDue(source, now) && { 'if-none-match': source.etag }),
    ...(source.lastModified !== undefined && !isHeldDue(source, now) && { 'if-modified-since': source.lastModified }),
  };
  let response: GuardedResponse | undefined;
  try {
    response = await guardedFetch({ url: source.url, headers, allowLoopback, ...limits });
    if (response.status !== 200) return { response };
    const received = {
      body: response.body,
      contentType: response.headers['content-type'],
      link: response.headers.link,
      url: response.url,
      zone: source.zone,
      encoding: source.encoding,
      now,
    };
    const documentHash = hashOf(received);
    if (documentHash === source.documentHash && !isHeldDue(source, now)) return { response, documentHash };
    const seen = decodeSeen(await sources.getSeen(source.id));
    return { response, document: await read(received, knownItems(seen)), seen, documentHash };
  } catch (error) {
    if (error instanceof FetchError || error instanceof UnreadableFeed) return { response, error };
    throw error;
  }
}
