import ipaddr from 'ipaddr.js';
import * as dns from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

/** Reasons why there was no whole response. Each is an outcome of a poll too. */
export type FetchErrorKind =
  'dns' | 'tls' | 'timeout' | 'connection' | 'blocked-address' | 'too-large' | 'redirects' | 'bad-response';

/** A guarded request that gave no response; the message says what, where, and what to do. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly kind: FetchErrorKind;

  constructor(kind: FetchErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

const dnsCodes = /^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_\w+)$/;
const tlsCodes =
  /^(CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/;
const responseCodes = /^(HPE_|Z_|ERR_BROTLI|ERR__ERROR_|ERR_ZLIB|ERR_PADDING|ERR_HTTP_)/;

/**
 * Node's error for a request, told by its code, as one of our kinds.
 * @param error what the socket, the resolver, TLS or zlib threw
 * @param url where the request went, for the message
 * @returns the error itself if it is ours already
 */
export function asFetchError(error: unknown, url: URL): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error);
  const options = { cause: error };
  if (dnsCodes.test(code)) {
    return new FetchError(
      'dns',
      `The name ${url.hostname} does not resolve (${code}): check the address, or wait if the publisher's DNS is down.`,
      options,
    );
  }
  if (tlsCodes.test(code)) {
    return new FetchError(
      'tls',
      `No secure connection to ${url.host} (${code}): its certificate or TLS set-up needs mending by the publisher.`,
      options,
    );
  }
  if (code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') {
    return new FetchError(
      'timeout',
      `No connection to ${url.host} in time (${code}): the server is down or drops our packets.`,
      options,
    );
  }
  if (responseCodes.test(code)) {
    return new FetchError(
      'bad-response',
      `What ${url.host} sent is no valid HTTP response (${code}): the publisher's server needs mending.`,
      options,
    );
  }
  return new FetchError(
    'connection',
    `The connection to ${url.host} failed (${code || 'no code'}): the server is down, or closed it midway.`,
    options,
  );
}

/** The code of an error of Node's; an empty text where it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** IANA gives out global unicast addresses from this block only (RFC 4291, section 2.4). */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/**
 * Whether a request may go to an address: public unicast only. An IPv4 address inside an IPv6 one (mapped, 6to4,
 * NAT64, Teredo, IPv4-compatible) is refused whatever it holds, because a router on the way may unwrap it.
 * @param address an IP address in any spelling that ipaddr.js reads; anything else is refused
 * @param allowLoopback opens 127.0.0.0/8 and ::1, nothing more
 */
export function isAllowedAddress(address: string, allowLoopback: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.parse(address);
  const range = ip.range();
  if (range === 'loopback') return allowLoopback;
  if (range !== 'unicast') return false;
  return ip instanceof ipaddr.IPv4 || ip.match(globalUnicast);
}

/**
 * Refuses a URL that no guarded request goes to: another scheme than http(s), credentials, or a literal address
 * that is not public. Literals are checked here because Node asks no `lookup` for them.
 * @throws FetchError `blocked-address`
 */
export function checkUrl(url: URL, allowLoopback: boolean): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchError(
      'blocked-address',
      `Only http: and https: are fetched, not ${url.protocol} (${url.host || 'no host'}).`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new FetchError('blocked-address', `The address of ${url.host} carries a user name or password: remove them.`);
  }
  const host = bareHost(url);
  if (isIP(host) !== 0 && !isAllowedAddress(host, allowLoopback)) throw blocked(host, host);
}

/** The host without the brackets of an IPv6 literal, as sockets want it. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/**
 * Wraps a resolver so that sockets get checked addresses only: what has been checked is what is connected to, and a
 * name that resolves anew to somewhere else (DNS rebinding) gains nothing.
 * @param lookup the resolver; the system's by default
 */
export function guardLookup(allowLoopback: boolean, lookup: LookupFunction = dns.lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answer, family) => {
      if (error) return callback(error, '', 0);
      const answers = Array.isArray(answer) ? answer : [{ address: answer, family: family ?? isIP(answer) }];
      const allowed = answers.filter(({ address }) => isAllowedAddress(address, allowLoopback));
      const [first] = allowed;
      if (first === undefined)
        return callback(blocked(hostname, answers.map(({ address }) => address).join(', ')), '', 0);
      return options.all === true ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}

const blocked = (host: string, addresses: string): FetchError =>
  new FetchError(
    'blocked-address',
    `${host} is not on the public internet (${addresses || 'no address'}): requests to private networks are refused.`,
  );
