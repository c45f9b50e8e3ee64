import { setTimeout as sleep } from 'node:timers/promises';
import { instant } from '../../../platform/values/time.ts';
import type { Endpoint } from '../endpoint.ts';
import type { EndpointsTable } from '../endpointsTable.ts';

/**
 * Waits until an endpoint that asks for a rate may be posted to, and takes the place.
 * @returns 0 once its turn has come, or how many seconds are left where there is no time to wait for it now
 */
export type Pace = (endpoint: Endpoint) => Promise<number>;

interface PaceParts {
  readonly endpoints: Pick<EndpointsTable, 'change'>;
  readonly now: () => Date;
  /** @param milliseconds until it resolves */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
  /** How long one may wait now, in milliseconds. */
  readonly patienceMs: () => number;
}

/**
 * Posts to an endpoint stand evenly apart, by its `ratePerMinute`. Its message group has one worker at a time, and its
 * row says when the next may go. The row is written before the post: a worker that dies leaves a gap, and no crowd.
 */
export function paceWith({ endpoints, now, wait = sleep, patienceMs }: PaceParts): Pace {
  /** Of each endpoint of this batch, in milliseconds since 1970: its row was read as the batch began. */
  const nextMs = new Map<string, number>();
  return async (endpoint) => {
    const { id, ratePerMinute, nextPostAt } = endpoint;
    if (ratePerMinute === undefined) return 0;
    const next = Math.max(nextMs.get(id) ?? 0, nextPostAt === undefined ? 0 : Date.parse(nextPostAt));
    const waitMs = next - now().getTime();
    if (waitMs > patienceMs()) return Math.ceil(waitMs / 1_000);
    if (waitMs > 0) await wait(waitMs);
    const after = Math.max(next, now().getTime()) + Math.ceil(60_000 / ratePerMinute);
    nextMs.set(id, after);
    await endpoints.change(endpoint, { nextPostAt: instant(new Date(after)) }, true);
    return 0;
  };
}
