import { allShards } from '../../../platform/dynamodb/dueIndex.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { digestStatuses } from '../../digests/digest.ts';
import type { Digest } from '../../digests/digest.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { dueAgain } from '../../subscribers/subscription.ts';
import type { Deployment } from '../deployment.ts';

/** Readers who get digests, and what became of the digests since a moment. */
export interface DigestsAccount {
  readonly active: number;
  readonly due: number;
  readonly overdue: number;
  readonly neverDue: number;
  readonly digests: Readonly<Partial<Record<Digest['status'], number>>>;
}

const overdueSeconds = 3_600;
/** More than a reader can have had in as long as one can look back. */
const looked = 60;

/**
 * Counts readers and their digests; readers who stand in no due index get their due time back unless told not to. The
 * ledger is read of those alone whose last digest is as recent, or whose next is due.
 */
export async function reconcileDigests(
  deployment: Deployment,
  { since, dryRun }: { since: Instant; dryRun: boolean },
): Promise<DigestsAccount> {
  const now = new Date();
  const at = epochSeconds(now);
  const neverDue = (
    await Promise.all(allShards.map((shard) => Array.fromAsync(deployment.subscribers.neverDue(shard))))
  ).flat();
  if (!dryRun) for (const { id } of neverDue) await deployment.subscribers.change(id, (row) => dueAgain(row, now));
  let [active, due, overdue] = [0, 0, 0];
  const digests: Partial<Record<Digest['status'], number>> = {};
  for await (const reader of deployment.subscribers.all()) {
    if (reader.status === 'active') active += 1;
    if (isDue(reader, at)) due += 1;
    if (isDue(reader, at - overdueSeconds)) overdue += 1;
    if (!isDue(reader, at) && (reader.lastDigest?.at ?? '') < since) continue;
    for (const { status, claimedAt } of await deployment.digests.ofSubscriber(reader.id, looked))
      if (claimedAt >= since) digests[status] = (digests[status] ?? 0) + 1;
  }
  return { active, due, overdue, neverDue: neverDue.length, digests };
}

const isDue = ({ status, dueAt }: Subscriber, at: number): boolean =>
  status === 'active' && dueAt !== undefined && dueAt <= at;

export function digestWords({ active, due, overdue, neverDue, digests }: DigestsAccount): string {
  const told = digestStatuses.flatMap((status) =>
    digests[status] === undefined ? [] : [`${digests[status]} ${status}`],
  );
  return (
    `Readers: ${active} active, ${due} due now, ${overdue} of them for over an hour, ${neverDue} without a due ` +
    `time. Digests: ${told.join(', ') || 'none'}.`
  );
}
