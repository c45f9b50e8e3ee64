import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { epochSecondsSchema, instantSchema } from '../../platform/values/schema.ts';
import { secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds, Instant } from '../../platform/values/time.ts';
import { eventTypes } from '../articles/event.ts';
import { filterSchema, listNameSchema } from '../articles/filter.ts';
import { feedFormats } from '../feed-writing/feedRequest.ts';

/** Told to a partner's other endpoints: how one of them fares. */
export const noticeTypes = ['endpoint.failing', 'endpoint.disabled'] as const;
export type NoticeType = (typeof noticeTypes)[number];
/** All that an endpoint may ask for. */
export const endpointEventTypes = [...eventTypes, ...noticeTypes] as const;

/** Makes an endpoint the callback of a WebSub subscription to one of our feeds. */
export const hubSubscriptionSchema = z.object({
  /** The feed's address, as it was subscribed to last. */
  topic: z.url(),
  list: listNameSchema,
  format: z.enum(feedFormats),
  title: z.string(),
  /** Sealed; none where the subscriber gave none. */
  secret: z.optional(z.string()),
  /** It hears of what is announced until then. */
  leaseUntil: epochSecondsSchema,
});
export type HubSubscription = z.infer<typeof hubSubscriptionSchema>;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * By what earlier releases knew a subscription: the spelling of its topic. Their rows keep it, for as long as they are
 * renewed.
 */
export const formerHubOwner = (
  callback: string,
  topic: string,
): { readonly partnerId: string; readonly id: string } => ({
  partnerId: `websub-${hashOf(new URL(callback).host).slice(0, 16)}`,
  id: `wh_${hashOf(`${topic}\n${callback}`).slice(0, 24)}`,
});

/** What is sent of an article. */
export const contentOf = ({ content, noFullText }: Pick<Endpoint, 'content' | 'noFullText'>): Endpoint['content'] =>
  noFullText ? 'summary' : content;

export const isHubPartner = (partnerId: string): boolean => partnerId.startsWith('websub-');

export const partnerIdSchema = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/));
export const endpointIdSchema = z.string().check(z.regex(/^wh_[0-9a-f]{24}$/));

/** A partner's address that hears of articles. */
export const endpointSchema = z.object({
  id: endpointIdSchema,
  partnerId: partnerIdSchema,
  url: z.url(),
  description: z.optional(z.string()),
  events: z.array(z.enum(endpointEventTypes)),
  filter: filterSchema,
  /** Its earlier filters, newest first, each until a moment; nothing while it was disabled. */
  past: z.optional(z.array(z.object({ until: instantSchema, filter: z.optional(filterSchema) }))),
  /** Its filter was narrowed then, and it has yet to be told which of its articles it has no more. */
  narrowedAt: z.optional(instantSchema),
  /** Whether the article's HTML is sent, or its summary alone. */
  content: z.enum(['summary', 'full']),
  /** Its partner may not have full texts, whatever it asks for. */
  noFullText: z.optional(z.literal(true)),
  /** v1a: signed with Ed25519 too, so that who checks cannot forge. */
  signature: z.enum(['v1', 'v1a']),
  /** Sealed; the newest first. An older one signs too until it expires. */
  secrets: z.array(z.object({ sealed: z.string(), expiresAt: z.optional(instantSchema) })),
  /** Headers that its partner has sent along with each post. */
  headers: z.optional(z.object({ names: z.array(z.string()), sealed: z.string() })),
  /** It asks for no more posts than this in a minute. */
  ratePerMinute: z.optional(z.int()),
  /** Of one that asks for a rate: no post before this. */
  nextPostAt: z.optional(instantSchema),
  status: z.enum(['enabled', 'disabled']),
  disabled: z.optional(
    z.object({ by: z.enum(['caravan', 'partner', 'operator']), reason: z.string(), at: instantSchema }),
  ),
  /** When the failures began that no success has ended yet. */
  failingSince: z.optional(instantSchema),
  lastFailure: z.optional(z.string()),
  /** Which of its failings, and which disabling, its partner was told of: when they began. */
  noticed: z.optional(z.object({ failing: z.optional(instantSchema), disabled: z.optional(instantSchema) })),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** When it was made, enabled again or asked for something else last: all that matches since then is owed to it. */
  hearsSince: z.optional(instantSchema),
  /** Of the request that made it: a repeat under the same Idempotency-Key must ask for the same. */
  requestHash: z.optional(z.string()),
  /** The recovery that was asked for last; what fan-out found missing, with the log's end; and what deliver tried of it. */
  recovery: z.optional(z.object({ asked: instantSchema, since: instantSchema })),
  recoveryFound: z.optional(z.object({ asked: instantSchema, count: z.int(), end: z.boolean() })),
  recoveryTried: z.optional(z.object({ asked: instantSchema, count: z.int() })),
  /** Of the Idempotency-Key that the newest secret was made under. */
  rotationHash: z.optional(z.string()),
  /** Nobody's webhook, but the callback of a WebSub subscription: it is sent feeds. */
  hub: z.optional(hubSubscriptionSchema),
});
export type Endpoint = z.infer<typeof endpointSchema>;

/** The changes of a row that enable an endpoint: it begins anew, in good health. */
export const enabledAnew = {
  status: 'enabled',
  disabled: undefined,
  failingSince: undefined,
  lastFailure: undefined,
} as const;

/**
 * Whether an endpoint hears of what is announced at a time, however late it is delivered: a subscription ends with its
 * lease.
 */
export const hears = ({ status, hub }: Pick<Endpoint, 'status' | 'hub'>, announcedAt: EpochSeconds): boolean =>
  status === 'enabled' && (hub === undefined || announcedAt < hub.leaseUntil);

/** Whether it falls to us to tell an endpoint of what was announced then; what came earlier, only a recovery brings. */
export const isOwed = (
  endpoint: Pick<Endpoint, 'status' | 'hub' | 'hearsSince' | 'updatedAt'>,
  loggedAt: EpochSeconds,
  // a row of an earlier release: each such change was one of its partner's
): boolean => hears(endpoint, loggedAt) && loggedAt > secondsOf(endpoint.hearsSince ?? endpoint.updatedAt);

/**
 * How many earlier filters of an endpoint are kept: enough for who changes its mind each day of a retention's
 * beginning.
 */
const mostPast = 20;

/** Its earlier filters, with the one that it gives up when it begins to ask for something else, or to hear again. */
export function pastAt({ status, filter, disabled, updatedAt, past = [] }: Endpoint, at: Instant): Endpoint['past'] {
  const heardUntil = status === 'enabled' ? at : (disabled?.at ?? updatedAt);
  const heard = heardUntil > (past[0]?.until ?? '') ? [{ until: heardUntil, filter }] : [];
  return [...(status === 'enabled' ? [] : [{ until: at }]), ...heard, ...past].slice(0, mostPast);
}
