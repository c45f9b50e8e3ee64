import { isUtf8 } from 'node:buffer';
import { FetchError } from './addressGuard.ts';

/** One request on the way to a response. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Whether every redirect so far was permanent, and none led from https to http, where anybody may answer. */
  readonly permanent: boolean;
}

/** Headers that must not reach another origin than the one they were meant for. */
const confidential = new Set(['authorization', 'cookie', 'proxy-authorization']);

/**
 * The request that a redirect asks for (RFC 9110, section 15.4).
 * @param status 301, 302, 303, 307 or 308
 * @param location the header, absolute or relative to the hop's URL, as Node reads it: a character a byte
 * @throws FetchError `bad-response` where the header is no URL
 */
export function nextHop(hop: Hop, status: number, location: string): Hop {
  const target = inUtf8(location);
  if (!URL.canParse(target, hop.url.href)) {
    throw new FetchError(
      'bad-response',
      `${hop.url.host} redirects to what is no URL: the publisher's server needs mending.`,
    );
  }
  const url = new URL(target, hop.url);
  const downgrades = hop.url.protocol === 'https:' && url.protocol !== 'https:';
  const toGet = status !== 307 && status !== 308 && hop.method !== 'GET' && hop.method !== 'HEAD';
  const sameOrigin = url.origin === hop.url.origin;
  const kept = ([name]: [string, string]): boolean =>
    (sameOrigin || !confidential.has(name)) && !(toGet && name.startsWith('content-'));
  return {
    url,
    method: toGet ? 'GET' : hop.method,
    headers: Object.fromEntries(Object.entries(hop.headers).filter(kept)),
    body: toGet ? undefined : hop.body,
    permanent: hop.permanent && (status === 301 || status === 308) && !downgrades,
  };
}

/** Some servers write characters beyond ASCII as they are, and browsers read them as UTF-8. */
function inUtf8(header: string): string {
  const bytes = Buffer.from(header, 'latin1');
  return isUtf8(bytes) ? bytes.toString() : header;
}
