import { FetchError } from '../../../platform/http/addressGuard.ts';
import { guardedFetch } from '../../../platform/http/guardedFetch.ts';
import type { GuardedResponse } from '../../../platform/http/guardedFetch.ts';
import { UnreadableFeed } from '../../feed-reading/feedDocument.ts';
import type { FeedDocument } from '../../feed-reading/feedDocument.ts';
import type { Received } from '../../feed-reading/readFeed.ts';
import type { Source } from '../source.ts';

export interface PublisherRequest {
  readonly userAgent: string;
  readonly allowLoopback: boolean;
  /** @throws UnreadableFeed */
  readonly read: (received: Received) => Promise<FeedDocument>;
}

/** The publisher's answer: one with a document, an answer without, or none. */
export interface PublisherAnswer {
  readonly response?: GuardedResponse | undefined;
  readonly document?: FeedDocument;
  readonly error?: FetchError | UnreadableFeed;
}

const limits = { timeoutMs: 20_000, maxBytes: 15 * 1024 * 1024, maxRedirects: 5 };
const accept =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, ' +
  'application/json;q=0.8, */*;q=0.5';

/**
 * A conditional GET of a source's feed (RFC 9110, 13), read where it brings a document. Publishers' faults are in the
 * answer, not thrown.
 */
export async function askPublisher(
  source: Source,
  { userAgent, allowLoopback, read }: PublisherRequest,
  now: Date,
): Promise<PublisherAnswer> {
  const headers = {
    accept,
    'user-agent': userAgent,
    ...(source.etag !== undefined && { 'if-none-match': source.etag }),
    ...(source.lastModified !== undefined && { 'if-modified-since': source.lastModified }),
  };
  let response: GuardedResponse | undefined;
  try {
    response = await guardedFetch({ url: source.url, headers, allowLoopback, ...limits });
    if (response.status !== 200) return { response };
    const document = await read({
      body: response.body,
      contentType: response.headers['content-type'],
      link: response.headers.link,
      url: response.url,
      zone: source.zone,
      encoding: source.encoding,
      now,
    });
    return { response, document };
  } catch (error) {
    if (error instanceof FetchError || error instanceof UnreadableFeed) return { response, error };
    throw error;
  }
}
