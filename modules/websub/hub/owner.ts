import ipaddr from 'ipaddr.js';
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { getDomain } from 'tldts';
import { bareHost } from '../../../platform/http/addressGuard.ts';
import { formerHubOwner } from '../../webhooks/endpoint.ts';
import type { Endpoint, HubSubscription } from '../../webhooks/endpoint.ts';
import type { EndpointsTable } from '../../webhooks/endpointsTable.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * By what a subscription is known: the same for a callback and a feed for ever, however the two are spelt, so that to
 * subscribe again is to renew. All callbacks of one site belong together, as the endpoints of a partner do.
 */
export const hubOwner = (
  callback: string,
  { list, format }: Pick<HubSubscription, 'list' | 'format'>,
): { readonly partnerId: string; readonly id: string } => ({
  partnerId: `websub-${hashOf(siteOf(callback)).slice(0, 16)}`,
  id: `wh_${hashOf(`${list.kind} ${list.kind === 'all' ? '' : list.slug} ${format}\n${new URL(callback).href}`).slice(0, 24)}`,
});

/**
 * The site of a callback: the domain that its owner registered (publicsuffix.org), whatever stands before it and behind
 * it; of an IPv6 address the network of 64 bits, which is one customer's.
 */
export function siteOf(callback: string): string {
  const host = bareHost(new URL(callback));
  if (isIPv6(host)) return ipaddr.parse(host).toNormalizedString().split(':').slice(0, 4).join(':');
  return getDomain(host, { allowPrivateDomains: true }) ?? host;
}

export interface KnownSubscription {
  /** The row of this callback and this feed, or that which it will have. */
  readonly owner: Pick<Endpoint, 'partnerId' | 'id'>;
  /** Further rows of the same: releases before this one took each spelling of a topic for another. */
  readonly doubles: readonly Pick<Endpoint, 'partnerId' | 'id'>[];
  /** Of other callbacks and other feeds, of the same site. */
  readonly others: readonly Endpoint[];
}

/**
 * How a callback's site is subscribed by now. A subscription of an earlier release keeps the row that it has, and the
 * ledger with it.
 */
export async function subscriptionOf(
  callback: string,
  feed: Pick<HubSubscription, 'topic' | 'list' | 'format'>,
  endpoints: Pick<EndpointsTable, 'ofPartner'>,
): Promise<KnownSubscription> {
  const owner = hubOwner(callback, feed);
  const partners = new Set([owner.partnerId, formerHubOwner(callback, feed.topic).partnerId]);
  const rows = (await Promise.all([...partners].map((partnerId) => endpoints.ofPartner(partnerId)))).flat();
  const isSame = ({ url, hub }: Endpoint): boolean => hub !== undefined && hubOwner(url, hub).id === owner.id;
  const [kept = owner, ...doubles] = rows
    .filter(isSame)
    .toSorted((a, b) => b.hub!.leaseUntil - a.hub!.leaseUntil)
    .map(({ partnerId, id }) => ({ partnerId, id }));
  return { owner: kept, doubles, others: rows.filter((row) => !isSame(row)) };
}
