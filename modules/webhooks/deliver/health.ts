import type { Attempt } from '../delivery.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Verdict } from '../redelivery.ts';
import { instant } from '../../../platform/values/time.ts';

const disabledAfterMs = 5 * 86_400_000;

export type Health = Partial<Pick<Endpoint, 'status' | 'disabled' | 'failingSince' | 'lastFailure'>>;

/**
 * What an attempt changes of its endpoint's row: the first failure of a row of them, the success that ends it, and the
 * end of our patience. An endpoint that asks us to wait is as healthy as before.
 * @returns undefined where nothing changes, as nearly always
 */
export function healthAfter(endpoint: Endpoint, verdict: Verdict, attempt: Attempt, now: Date): Health | undefined {
  const words = attempt.error ?? `It answered ${attempt.status ?? 'nothing'}.`;
  switch (verdict) {
    case 'delivered':
      return endpoint.failingSince === undefined ? undefined : { failingSince: undefined, lastFailure: undefined };
    case 'busy':
      return undefined;
    case 'gone':
      return disabling('The endpoint answered 410: it says that it is gone for good.', words, now);
    case 'failed':
      if (endpoint.failingSince === undefined) return { failingSince: instant(now), lastFailure: words };
      return now.getTime() - Date.parse(endpoint.failingSince) < disabledAfterMs
        ? undefined
        : disabling(`No delivery has succeeded since ${endpoint.failingSince}. ${words}`, words, now);
  }
}

const disabling = (reason: string, lastFailure: string, now: Date): Health => ({
  status: 'disabled',
  disabled: { by: 'caravan', reason, at: instant(now) },
  lastFailure,
});
