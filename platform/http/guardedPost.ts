import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { asFetchError, bareHost, checkUrl, FetchError, guardLookup } from './addressGuard.ts';
import { answerTo, requestTarget } from './outgoing.ts';

export interface GuardedPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostLimits {
  /** For the whole of it, from the name to the last byte that is read. */
  readonly timeoutMs: number;
  /** No more of the answer than this is read; what follows is cut off, without a fault. */
  readonly maxAnswerBytes: number;
  /** For the local twin and tests only: opens 127.0.0.0/8 and ::1, and plain http. */
  readonly local: boolean;
  /** The resolver, the system's by default; its answers are checked all the same. */
  readonly lookup?: LookupFunction;
}

export interface PostAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * Posts to addresses that strangers chose: each connection is made to a checked public address and kept for the next
 * post to the same host; a redirect is an answer like any other; proxies of the environment are ignored.
 */
export function guardedPoster(limits: PostLimits): (post: GuardedPost) => Promise<PostAnswer> {
  const lookup = guardLookup(limits.local, limits.lookup);
  const options = { keepAlive: true, maxSockets: 64, maxFreeSockets: 64, timeout: 30_000 };
  const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
  return async (post) => {
    const url = checked(post.url, limits.local);
    const agent = agents[url.protocol as 'http:' | 'https:'];
    // A timer of our own: an AbortSignal for each post is felt in how many a worker makes a second.
    const deadline = { passed: false, abort: () => {} };
    const timer = setTimeout(() => {
      deadline.passed = true;
      deadline.abort();
    }, limits.timeoutMs);
    try {
      return await send(url, post, { agent, lookup, deadline, maxAnswerBytes: limits.maxAnswerBytes });
    } catch (error) {
      if (deadline.passed)
        throw new FetchError(
          'timeout',
          `${url.host} took longer than ${limits.timeoutMs / 1000} s to answer: answer first, and work afterwards.`,
          { cause: error },
        );
      throw asFetchError(error, url);
    } finally {
      clearTimeout(timer);
    }
  };
}

/** @throws FetchError `blocked-address` */
function checked(address: string, local: boolean): URL {
  if (!URL.canParse(address)) throw new FetchError('blocked-address', 'The address is not a URL: correct it.');
  const url = new URL(address);
  checkUrl(url, local);
  if (url.protocol !== 'https:' && !local)
    throw new FetchError('blocked-address', `Posts go over https only, and ${url.host} was given with ${url.protocol}`);
  return url;
}

interface Sending {
  readonly agent: http.Agent;
  readonly lookup: LookupFunction;
  readonly deadline: { passed: boolean; abort: () => void };
  readonly maxAnswerBytes: number;
}

async function send(url: URL, post: GuardedPost, sending: Sending, retried = false): Promise<PostAnswer> {
  const { request: open } = url.protocol === 'https:' ? https : http;
  const { agent, lookup, deadline } = sending;
  const outgoing = open({
    protocol: url.protocol,
    hostname: bareHost(url),
    port: url.port,
    path: requestTarget(url, post.url),
    method: 'POST',
    // As a list, they are written as they are: Node checks a map of them one by one for each post.
    headers: Object.entries({
      host: url.host,
      ...post.headers,
      'content-length': String(Buffer.byteLength(post.body)),
    }).flat(),
    lookup,
    agent,
  });
  deadline.abort = () => {
    outgoing.destroy(new Error('The time is over.'));
  };
  try {
    const incoming = await answerTo(outgoing, post.body);
    const body = await beginningOf(incoming, sending.maxAnswerBytes);
    // An answer that ends with its connection looks whole where the deadline has cut that.
    if (deadline.passed) throw new Error('The time is over.');
    return { status: incoming.statusCode ?? 0, headers: incoming.headers, body };
  } catch (error) {
    // The server closed a kept connection just as it was used again: the post never reached it.
    if (outgoing.reusedSocket && !retried && !deadline.passed && (error as NodeJS.ErrnoException).code === 'ECONNRESET')
      return send(url, post, sending, true);
    throw error;
  }
}

/** By events, which cost a fraction of what iterating over the answer does. */
function beginningOf(incoming: http.IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let room = maxBytes;
  return new Promise((resolve, reject) => {
    const done = () => {
      resolve(Buffer.concat(chunks));
    };
    incoming.on('data', (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, room));
      room -= chunk.length;
      if (room > 0) return;
      done();
      incoming.destroy();
    });
    incoming.on('end', done).on('error', reject);
  });
}
