import * as z from 'zod/mini';
import type { Endpoint } from './endpoint.ts';
import type { Sealer } from './signing.ts';

export type OwnHeaders = Readonly<Record<string, string>>;

export const mostOwnHeaders = 10;
const longestName = 64;
const longestValue = 1_024;

/** Of one connection alone (RFC 9110, 7.6.1), or how a request is framed (RFC 9112, 6): a proxy would take them as its own. */
const ofTheConnection = [
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** What Caravan says of itself and of the webhook. */
const ofCaravan = ['accept', 'accept-encoding', 'content-type', 'link', 'user-agent', 'x-hub-signature'];
const taken = new Set([...ofTheConnection, ...ofCaravan]);

/** Why a header cannot be sent with webhooks; undefined where it can. The value is not repeated: it may be secret. */
export function ownHeaderFault(name: string, value: string): string | undefined {
  if (name.length > longestName || !/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name))
    return `is no name of a header: write up to ${longestName} letters, digits and hyphens, such as X-Api-Key`;
  const low = name.toLowerCase();
  if (taken.has(low) || low.startsWith('webhook-'))
    return 'is set by Caravan, or belongs to the connection: take another name, such as X-Api-Key';
  // RFC 9110, 5.5
  if (value.length > longestValue || !/^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/.test(value))
    return `must have a value of 1 to ${longestValue} printable ASCII characters, without spaces at its ends`;
  return undefined;
}

type Owner = Pick<Endpoint, 'partnerId' | 'id'>;
const placeOf = ({ partnerId, id }: Owner) => `headers of ${partnerId}/${id}`;
const openSchema = z.record(z.string(), z.string());

/** As they lie in the table: the names open, the values sealed. Undefined where there are none. */
export function sealHeaders(headers: OwnHeaders, owner: Owner, sealer: Sealer): Endpoint['headers'] {
  const names = Object.keys(headers);
  return names.length === 0 ? undefined : { names, sealed: sealer.seal(JSON.stringify(headers), placeOf(owner)) };
}

export const openHeaders = (endpoint: Owner & Pick<Endpoint, 'headers'>, sealer: Sealer): OwnHeaders =>
  endpoint.headers === undefined
    ? {}
    : openSchema.parse(JSON.parse(sealer.open(endpoint.headers.sealed, placeOf(endpoint))));
