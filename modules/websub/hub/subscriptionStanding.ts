import type { EndpointsTable } from '../../webhooks/endpointsTable.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import { formerHubOwner } from '../../webhooks/hubSubscription.ts';
import type { HubSubscription } from '../../webhooks/hubSubscription.ts';
import { hubOwner } from './owner.ts';

export interface SubscriptionStanding {
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
export async function standingOf(
  callback: string,
  feed: Pick<HubSubscription, 'topic' | 'list' | 'format'>,
  endpoints: Pick<EndpointsTable, 'ofPartner'>,
): Promise<SubscriptionStanding> {
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
