import type { EndpointsTable } from '../endpointsTable.ts';
import { hears } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { epochSeconds } from '../../../platform/values/time.ts';

/**
 * The endpoints that hear of articles, kept in memory: an article costs one small read, what has changed is read anew
 * and nothing else, and an endpoint that its partner was told of is never missed.
 */
export class EndpointCache {
  private readonly endpoints: Pick<EndpointsTable, 'all' | 'getMany' | 'changesSince'>;
  private known: { readonly revision: number; readonly enabled: Map<string, Endpoint> } | undefined;

  constructor(endpoints: Pick<EndpointsTable, 'all' | 'getMany' | 'changesSince'>) {
    this.endpoints = endpoints;
  }

  /** The endpoints that hear of an announcement now: leases end without a word. */
  async at(now: Date): Promise<readonly Endpoint[]> {
    const { known, endpoints } = this;
    const { revision, changed } = await endpoints.changesSince(known?.revision);
    // Read after the revision: what changes in between is read again next time.
    const enabled = known && changed ? known.enabled : new Map<string, Endpoint>();
    const read = known && changed ? await endpoints.getMany(changed) : await endpoints.all();
    for (const { partnerId, endpointId } of changed ?? []) enabled.delete(nameOf(partnerId, endpointId));
    for (const one of read) if (one.status === 'enabled') enabled.set(nameOf(one.partnerId, one.id), one);
    this.known = { revision, enabled };
    return [...enabled.values()].filter((endpoint) => hears(endpoint, epochSeconds(now)));
  }
}

const nameOf = (partnerId: string, id: string): string => `${partnerId}#${id}`;
