import type { LogEntry } from '../../articles/articleLog.ts';
import { chunks } from '../../../platform/dynamodb/batches.ts';
import { standings } from '../../webhooks/deliveryAudit.ts';
import type { DeliveryAudit } from '../../webhooks/deliveryAudit.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import { secondsOf } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { accountsOf, askMissing } from '../../webhooks/audit/accounts.ts';
import type { Deployment } from '../deployment.ts';
import { OperatorError } from '../operatorError.ts';

/** An endpoint with what became of all that was published. */
export type EndpointAccount = Pick<DeliveryAudit<LogEntry>, 'published' | 'counts'> & { readonly endpoint: Endpoint };

const page = 500;
const atOnce = 16;

/**
 * Accounts for all that was published since a moment, at each endpoint, whatever the reconciler has marked; asks for
 * what is missing unless told not to.
 */
export async function reconcileDeliveries(
  deployment: Deployment,
  { since, dryRun, endpoint: id }: { since: Instant; dryRun: boolean; endpoint?: string },
): Promise<EndpointAccount[]> {
  const now = new Date();
  const endpoints = (await deployment.endpoints.all()).filter((endpoint) => id === undefined || endpoint.id === id);
  if (id !== undefined && endpoints.length === 0)
    throw new OperatorError(`There is no endpoint ${id}. "caravan webhooks list" shows all.`);
  const sums = new Map(
    endpoints.map((endpoint) => [
      endpoint.id,
      {
        endpoint,
        published: 0,
        counts: Object.fromEntries(standings.map((standing) => [standing, 0])) as DeliveryAudit<LogEntry>['counts'],
      },
    ]),
  );
  for await (const entries of publishedSince(deployment, since, now)) {
    for (const some of chunks(endpoints, atOnce)) {
      const accounts = await accountsOf(
        some.map((endpoint) => ({ endpoint, entries })),
        deployment,
        now,
      );
      if (!dryRun) await askMissing(accounts, deployment.deliveries, now);
      for (const { endpoint, published, counts } of accounts)
        sums.set(endpoint.id, plus(sums.get(endpoint.id)!, { published, counts }));
    }
  }
  return [...sums.values()].toSorted(
    (one, other) =>
      one.endpoint.partnerId.localeCompare(other.endpoint.partnerId) ||
      one.endpoint.id.localeCompare(other.endpoint.id),
  );
}

/**
 * The log since a moment, as far as it is settled and without a gap in its places: a ledger is asked of all that lies
 * between its ends.
 */
async function* publishedSince({ log }: Deployment, since: Instant, now: Date): AsyncGenerator<LogEntry[]> {
  let begun = false;
  for (let after = await log.placeOf(secondsOf(since)); ;) {
    const { entries, end } = await log.read(after, page, now);
    const first: number = begun ? 0 : entries.findIndex(({ loggedAt }) => loggedAt >= secondsOf(since));
    const published = first === -1 ? [] : entries.slice(first);
    begun ||= published.length > 0;
    if (published.length > 0) yield published;
    if (end) return;
    after = entries.at(-1)!.seq;
  }
}

const plus = (
  sum: EndpointAccount,
  { published, counts }: Pick<EndpointAccount, 'published' | 'counts'>,
): EndpointAccount => ({
  ...sum,
  published: sum.published + published,
  counts: Object.fromEntries(
    standings.map((standing) => [standing, sum.counts[standing] + counts[standing]]),
  ) as EndpointAccount['counts'],
});
