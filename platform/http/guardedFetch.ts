import * as http from 'node:http';
import * as https from 'node:https';
import type { LookupFunction } from 'node:net';
import { asFetchError, bareHost, checkUrl, FetchError, guardLookup } from './addressGuard.ts';
import { CookieJar } from './cookies.ts';
import { answerTo, requestTarget } from './outgoing.ts';
import { readBody } from './readBody.ts';
import { nextHop } from './redirect.ts';
import type { Hop } from './redirect.ts';

export interface GuardedRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For the whole of it: names, connections, redirects, the last byte. */
  readonly timeoutMs: number;
  /** Cap of the body, before and after decompression. */
  readonly maxBytes: number;
  /** 0 refuses redirects, as for webhooks. */
  readonly maxRedirects: number;
  /** For the local twin and tests only: opens 127.0.0.0/8 and ::1. */
  readonly allowLoopback: boolean;
  /** The resolver, the system's by default; its answers are checked all the same. */
  readonly lookup?: LookupFunction;
}

export interface GuardedResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The final one. */
  readonly url: string;
  /** Of a body that was cut off: it holds what came. */
  readonly isCut?: true;
  /** Where redirects led that were all permanent (301, 308); act on it only if the status is a success. */
  readonly movedTo?: string;
}

/**
 * An HTTP request to an address that a stranger chose: it reaches public addresses only, at every hop, ends in time
 * and in bounded memory. Proxies of the environment are ignored, and no connection outlives its check. Cookies that a
 * redirect sets are sent on as far as it leads, and then forgotten.
 * @returns the response, whatever its status
 * @throws FetchError for everything that is no response
 */
export async function guardedFetch(request: GuardedRequest): Promise<GuardedResponse> {
  if (!URL.canParse(request.url)) throw new FetchError('blocked-address', 'The address is not a URL: correct it.');
  let hop: Hop = {
    url: new URL(request.url),
    method: request.method ?? 'GET',
    headers: lowerCase(request.headers),
    body: request.body,
    permanent: true,
  };
  const cookies = new CookieJar();
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort(
      new FetchError(
        'timeout',
        `${hop.url.host} took longer than ${request.timeoutMs / 1000} s to answer in full: the server is slow or down.`,
      ),
    );
  }, request.timeoutMs);
  try {
    for (let redirects = 0; ; redirects += 1) {
      const address = redirects === 0 ? request.url : hop.url.href;
      const answer = await ask(hop, address, { ...request, cookies, signal: deadline.signal });
      const { href } = hop.url;
      if ('body' in answer) return { ...answer, url: href, ...(redirects > 0 && hop.permanent && { movedTo: href }) };
      if (redirects >= request.maxRedirects) {
        throw new FetchError(
          'redirects',
          request.maxRedirects === 0
            ? `${hop.url.host} redirects, which is not followed here: give its final address.`
            : `More than ${request.maxRedirects} redirects, the last from ${hop.url.host}: the publisher's server sends us in circles.`,
        );
      }
      hop = nextHop(hop, answer.status, answer.location);
    }
  } catch (error) {
    throw asFetchError(deadline.signal.aborted ? deadline.signal.reason : error, hop.url);
  } finally {
    clearTimeout(timer);
  }
}

type Answer =
  | Pick<GuardedResponse, 'status' | 'headers' | 'body' | 'isCut'>
  | { readonly status: number; readonly location: string };
type Around = Pick<GuardedRequest, 'allowLoopback' | 'lookup' | 'maxBytes'> & {
  readonly cookies: CookieJar;
  readonly signal: AbortSignal;
};

async function ask(hop: Hop, address: string, { cookies, signal, ...limits }: Around): Promise<Answer> {
  checkUrl(hop.url, limits.allowLoopback);
  const { request: open, Agent } = hop.url.protocol === 'https:' ? https : http;
  const cookie = [hop.headers.cookie, cookies.headerFor(hop.url)].filter((value) => value !== undefined).join('; ');
  const outgoing = open({
    protocol: hop.url.protocol,
    hostname: bareHost(hop.url),
    port: hop.url.port,
    path: requestTarget(hop.url, address),
    method: hop.method,
    headers: { 'accept-encoding': 'gzip, deflate, br', ...hop.headers, ...(cookie !== '' && { cookie }) },
    lookup: guardLookup(limits.allowLoopback, limits.lookup),
    // A connection of its own: a pooled one could be to an address that another caller was allowed.
    agent: new Agent({ keepAlive: false }),
    signal,
  });
  try {
    const incoming = await answerTo(outgoing, hop.body);
    const status = incoming.statusCode ?? 0;
    const { location } = incoming.headers;
    if (location !== undefined && [301, 302, 303, 307, 308].includes(status)) {
      cookies.take(incoming.headers['set-cookie'] ?? [], hop.url, new Date());
      return { status, location };
    }
    const { body, isCut } = await readBody(incoming, incoming.headers['content-encoding'] ?? '', {
      maxBytes: limits.maxBytes,
      host: hop.url.host,
      signal,
    });
    // A body that ends with its connection looks whole where the deadline has cut that.
    signal.throwIfAborted();
    return { status, headers: flat(incoming.headers), body, ...(isCut && { isCut }) };
  } finally {
    outgoing.destroy();
  }
}

const lowerCase = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const flat = (headers: http.IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
