import * as dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { FetchError } from './fetchError.ts';

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
