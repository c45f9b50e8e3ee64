import { FetchError } from './addressGuard.ts';

/** One request on the way to a response. */
export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Whether every redirect so far was permanent. */
  readonly permanent: boolean;
  readonly movedTo?: string | undefined;
}

/** Headers that must not reach another origin than the one they were meant for. */
const confidential = new Set(['authorization', 'cookie', 'proxy-authorization']);

/**
 * The request that a redirect asks for (RFC 9110, section 15.4).
 * @param status 301, 302, 303, 307 or 308
 * @param location the header, absolute or relative to the hop's URL
 * @throws FetchError `bad-response` where the header is no URL
 */
export function nextHop(hop: Hop, status: number, location: string): Hop {
  if (!URL.canParse(location, hop.url.href)) {
    throw new FetchError(
      'bad-response',
      `${hop.url.host} redirects to what is no URL: the publisher's server needs mending.`,
    );
  }
  const url = new URL(location, hop.url);
  const permanent = hop.permanent && (status === 301 || status === 308);
  const toGet = status !== 307 && status !== 308 && hop.method !== 'GET' && hop.method !== 'HEAD';
  const sameOrigin = url.origin === hop.url.origin;
  const kept = ([name]: [string, string]): boolean =>
    (sameOrigin || !confidential.has(name)) && !(toGet && name.startsWith('content-'));
  return {
    url,
    method: toGet ? 'GET' : hop.method,
    headers: Object.fromEntries(Object.entries(hop.headers).filter(kept)),
    body: toGet ? undefined : hop.body,
    permanent,
    movedTo: permanent ? url.href : hop.movedTo,
  };
}
