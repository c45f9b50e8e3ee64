import * as z from 'zod/mini';
import { articleEventTypes } from '../events/names.ts';
import { hubSubscriptionSchema } from './hubSubscription.ts';
import { instantSchema } from './schema.ts';
import type { ArticleEvent } from './event.ts';
import { secondsOf } from './time.ts';
import type { EpochSeconds } from './time.ts';

export const partnerIdSchema = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/));
export const endpointIdSchema = z.string().check(z.regex(/^wh_[0-9a-f]{24}$/));

/** Which articles a partner wants; what is left out is not asked. Within a list one match is enough. */
export const filterSchema = z.strictObject({
  sources: z.optional(z.array(z.string())),
  topics: z.optional(z.array(z.string())),
  /** Language ranges (RFC 4647, 3.3.1): "en" takes "en-GB" too. */
  languages: z.optional(z.array(z.string())),
});
export type Filter = z.infer<typeof filterSchema>;

/** A partner's address that hears of articles. */
export const endpointSchema = z.object({
  id: endpointIdSchema,
  partnerId: partnerIdSchema,
  url: z.url(),
  description: z.optional(z.string()),
  events: z.array(z.enum(articleEventTypes)),
  filter: filterSchema,
  /** Whether the article's HTML is sent, or its summary alone. */
  content: z.enum(['summary', 'full']),
  /** v1a: signed with Ed25519 too, so that who checks cannot forge. */
  signature: z.enum(['v1', 'v1a']),
  /** Sealed; the newest first. An older one signs too until it expires. */
  secrets: z.array(z.object({ sealed: z.string(), expiresAt: z.optional(instantSchema) })),
  status: z.enum(['enabled', 'disabled']),
  disabled: z.optional(z.object({ by: z.enum(['caravan', 'partner', 'operator']), reason: z.string(), at: instantSchema })),
  /** When the failures began that no success has ended yet. */
  failingSince: z.optional(instantSchema),
  lastFailure: z.optional(z.string()),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** When it was made, enabled again or asked for something else last: all that matches since then is owed to it. */
  hearsSince: z.optional(instantSchema),
  /** Of the request that made it: a repeat under the same Idempotency-Key must ask for the same. */
  requestHash: z.optional(z.string()),
  /** Of the Idempotency-Key that the newest secret was made under. */
  rotationHash: z.optional(z.string()),
  /** Nobody's webhook, but the callback of a WebSub subscription: it is sent feeds. */
  hub: z.optional(hubSubscriptionSchema),
});
export type Endpoint = z.infer<typeof endpointSchema>;

/** What enabling an endpoint changes of its row: it begins anew, in good health. */
export const enabledAnew = { status: 'enabled', disabled: undefined, failingSince: undefined, lastFailure: undefined } as const;

/** Whether an endpoint hears of what is announced at a time, however late it is delivered: a subscription ends with its lease. */
export const hears = ({ status, hub }: Pick<Endpoint, 'status' | 'hub'>, announcedAt: EpochSeconds): boolean =>
  status === 'enabled' && (hub === undefined || announcedAt < hub.leaseUntil);

/** Whether it falls to us to tell an endpoint of what was announced then; what came earlier, only a recovery brings. */
export const isOwed = (endpoint: Pick<Endpoint, 'status' | 'hub' | 'hearsSince' | 'updatedAt'>, loggedAt: EpochSeconds): boolean =>
  hears(endpoint, loggedAt) && loggedAt > secondsOf(endpoint.hearsSince ?? endpoint.updatedAt); // a row of an earlier release: each such change was one of its partner's

/** Whether an endpoint's owner wants to hear of this. */
export function wants({ events, filter }: Pick<Endpoint, 'events' | 'filter'>, event: Pick<ArticleEvent, 'type'> & { article: Filterable }): boolean {
  return events.includes(event.type) && matches(filter, event.article);
}

export interface Filterable {
  readonly source: { readonly id: string };
  readonly topics: readonly { readonly slug: string }[];
  readonly language?: string | undefined;
}

export function matches({ sources, topics, languages }: Filter, { source, topics: own, language }: Filterable): boolean {
  return (
    (sources === undefined || sources.includes(source.id)) &&
    (topics === undefined || own.some(({ slug }) => topics.includes(slug))) &&
    (languages === undefined || (language !== undefined && languages.some((range) => inRange(language, range))))
  );
}

/** RFC 4647, 3.3.1: basic filtering. */
function inRange(tag: string, range: string): boolean {
  const [low, lowRange] = [tag.toLowerCase(), range.toLowerCase()];
  return low === lowRange || low.startsWith(`${lowRange}-`);
}
