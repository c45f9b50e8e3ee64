import { createHash } from 'node:crypto';
import { FetchError } from '../../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../../platform/http/guardedFetch.ts';
import type { GuardedResponse } from '../../../platform/http/guardedFetch.ts';
import { readingVersion, UnreadableFeed } from '../../feed-reading/feedDocument.ts';
import type { FeedDocument, KnownItems } from '../../feed-reading/feedDocument.ts';
import type { Received } from '../../feed-reading/readFeed.ts';
import { decodeSeen, knownItems } from '../seenList.ts';
import type { SeenList } from '../seenList.ts';
import type { SourcesTable } from '../sourcesTable.ts';
import type { Source } from '../source.ts';
import { isFullReadDue, isHeldDue } from './fullRead.ts';

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

/**
 * A GET of a source's feed, conditional (RFC 9110, 13) unless a full read is due, and read where it brings a document.
 * Publishers' faults are in the answer, not thrown.
 * @param isAnew the document is asked for and read, also where it is the same
 */
export async function askPublisher(
  source: Source,
  { userAgent, allowLoopback, read, sources }: PublisherRequest,
  now: Date,
  isAnew = false,
): Promise<PublisherAnswer> {
  const { etag, lastModified }: Pick<Source, 'etag' | 'lastModified'> =
    isAnew || isFullReadDue(source, now) ? {} : source;
  const headers = {
    accept,
    'user-agent': userAgent,
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  };
  let response: GuardedResponse | undefined;
  try {
    response = await guardedFetch({ url: source.url, headers, allowLoopback, ...limits });
    if (response.status === 304 && etag === undefined && lastModified === undefined)
      return { response, error: notAsked(response) };
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
    if (documentHash === source.documentHash && !isAnew && !isHeldDue(source, now)) return { response, documentHash };
    const seen = decodeSeen(await sources.getSeen(source.id));
    const document = await read(received, knownItems(seen));
    if (response.isCut && document.items.length + document.unchanged.length === 0)
      return { response, error: cutTooSoon(response) };
    return { response, document: { ...document, ...(response.isCut && { isCut: true }) }, seen, documentHash };
  } catch (error) {
    if (error instanceof UnreadableFeed && response?.isCut) return { response, error: cutTooSoon(response) };
    if (error instanceof FetchError || error instanceof UnreadableFeed) return { response, error };
    throw error;
  }
}

/** Nothing would ever be read, and all would look well. */
const notAsked = ({ url }: GuardedResponse): FetchError =>
  new FetchError(
    'bad-response',
    `${new URL(url).host} answered "not modified" (304) though it was asked for the whole feed: its server needs mending.`,
  );

const cutTooSoon = ({ url }: GuardedResponse): FetchError =>
  new FetchError(
    'connection',
    `The answer of ${new URL(url).host} was cut off before its first item: its server closes connections too early.`,
  );
