import type { HubLease } from '../modules/sources/hubLease.ts';
import { relative } from '../modules/operations/words.ts';

/** A source's hub, and whether it pushes; nothing where there is none. */
export function describePush(push: HubLease | undefined, nowMs: number): Record<string, string | undefined> {
  if (!push) return {};
  const { hub, topic, askedAt, leaseUntil, refusal } = push;
  const runs = leaseUntil !== undefined && leaseUntil * 1000 > nowMs;
  const asked = askedAt === undefined ? '' : `; asked for ${relative(askedAt * 1000, nowMs)}`;
  return {
    hub: `${hub} for ${topic}`,
    lease: runs
      ? `pushes until ${new Date(leaseUntil * 1000).toISOString()}, ${relative(leaseUntil * 1000, nowMs)}`
      : `none, so it comes by polls${asked}`,
    'hub refuses': refusal,
  };
}
