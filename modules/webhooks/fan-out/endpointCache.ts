import type { EndpointsTable } from '../endpointsTable.ts';
import { hears } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { epochSeconds } from '../../../platform/values/time.ts';

/**
 * The endpoints that hear of articles, kept in memory for as long as their revision stays what it was: an article costs
 * one small read, and an endpoint that its partner was told of is never missed.
 */
export class EndpointCache {
  private readonly endpoints: EndpointsTable;
  private known: { readonly revision: number; readonly enabled: readonly Endpoint[] } | undefined;

  constructor(endpoints: EndpointsTable) {
    this.endpoints = endpoints;
  }

  /** The endpoints that hear of an announcement now: leases end without a word. */
  async at(now: Date): Promise<readonly Endpoint[]> {
    const revision = await this.endpoints.revision();
    if (this.known?.revision !== revision) {
      // Read after the revision: what changes in between is read again next time.
      this.known = { revision, enabled: (await this.endpoints.all()).filter(({ status }) => status === 'enabled') };
    }
    return this.known.enabled.filter((endpoint) => hears(endpoint, epochSeconds(now)));
  }
}
