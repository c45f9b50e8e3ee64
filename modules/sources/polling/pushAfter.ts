import { isLeaseDue } from '../hubLease.ts';
import type { HubLease } from '../hubLease.ts';
import type { EpochSeconds } from '../../../platform/values/time.ts';
import type { FeedDocument } from '../../feed-reading/feedDocument.ts';

/**
 * What a poll that went well leaves of the source's hub, and whether a lease is to be asked for there.
 * @param document undefined where it has not changed (304), and the hub with it
 * @returns a patch without `push` where nothing changes: what a hub has granted meanwhile is not written over
 */
export function pushAfter(
  before: HubLease | undefined,
  document: FeedDocument | undefined,
  now: EpochSeconds,
): { readonly patch: { push?: HubLease | undefined }; readonly isLeaseAsked: boolean } {
  const told = document ? document.hub && { hub: document.hub.url, topic: document.hub.topic } : before;
  if (!told) return { patch: before ? { push: undefined } : {}, isLeaseAsked: false };
  const push = before?.hub === told.hub && before.topic === told.topic ? before : told;
  return isLeaseDue(push, now)
    ? { patch: { push: { ...push, askedAt: now } }, isLeaseAsked: true }
    : { patch: {}, isLeaseAsked: false };
}
