import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { instantSchema } from '../../platform/values/schema.ts';
import { instant } from '../../platform/values/time.ts';
import type { Filter } from '../articles/filter.ts';
import { pastAt } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import type { EndpointsTable } from './endpointsTable.ts';
import type { RecoveryQueue } from './queues.ts';

export const articleFormats = ['json', 'ninjs'] as const;

/** What a partner may have, by the operator's word; what is left out is not limited. */
export const entitlementSchema = z.object({
  sources: z.optional(z.array(z.string())),
  topics: z.optional(z.array(z.string())),
  languages: z.optional(z.array(z.string())),
  /** Webhooks carry JSON. */
  formats: z.optional(z.array(z.enum(articleFormats))),
  /** Summaries alone. */
  noFullText: z.optional(z.literal(true)),
  /** It has nothing from then on. */
  until: z.optional(instantSchema),
});
export type Entitlement = z.infer<typeof entitlementSchema>;

/** Nothing is of no source. */
const nothing: Filter = { sources: [] };

/** An entitlement as a filter that stands beside the partner's own, at a moment; undefined where nothing is limited. */
export function withinOf(entitlement: Entitlement | undefined, now: Date): Filter | undefined {
  if (entitlement === undefined) return undefined;
  const { sources, topics, languages, until } = entitlement;
  if (until !== undefined && until <= instant(now)) return nothing;
  const within = { ...(sources && { sources }), ...(topics && { topics }), ...(languages && { languages }) };
  return Object.keys(within).length === 0 ? undefined : within;
}

/** The same for webhooks, which carry JSON. */
export const webhooksWithin = (entitlement: Entitlement | undefined, now: Date): Filter | undefined =>
  entitlement?.formats?.includes('json') === false ? nothing : withinOf(entitlement, now);

/** A filter as its partner wrote it. */
export const ownFilter = (filter: Endpoint['filter']): Filter => ({ ...filter, within: undefined });

/** A partner's own filter within what it may have. */
export const limited = (filter: Filter, within: Filter | undefined): Endpoint['filter'] => ({
  ...filter,
  ...(within && { within }),
});

interface Parts {
  readonly endpoints: EndpointsTable;
  readonly recoveries: RecoveryQueue;
}

/**
 * Brings a partner's endpoints in step with what it may have: each is told which of its articles it has no more, as if
 * its own filter had been narrowed (docs/promise.md, 2).
 * @returns how many were changed
 */
export async function keepEntitled(
  own: readonly Endpoint[],
  entitlement: Entitlement | undefined,
  { endpoints, recoveries }: Parts,
  now: Date,
): Promise<number> {
  const within = webhooksWithin(entitlement, now);
  const noFullText = entitlement?.noFullText;
  const at = instant(now);
  let count = 0;
  for (const endpoint of own) {
    if (endpoint.hub !== undefined) continue;
    const asksElse = !isDeepStrictEqual(endpoint.filter.within, within);
    if (!asksElse && endpoint.noFullText === noFullText) continue;
    const filter = limited(ownFilter(endpoint.filter), within);
    const other = { filter, past: pastAt(endpoint, at), hearsSince: at, narrowedAt: at };
    // built on the row as it was read: whoever changed it meanwhile is met by the next run
    const changed = await endpoints.change(
      endpoint,
      { noFullText, updatedAt: at, ...(asksElse && other) },
      false,
      endpoint.updatedAt,
    );
    if (changed === undefined) continue;
    count += 1;
    if (asksElse && changed.status === 'enabled')
      await recoveries.askNarrowing({ partnerId: changed.partnerId, endpointId: changed.id, narrowedAt: at });
  }
  return count;
}
