import { instant } from '../../platform/values/time.ts';
import type { Instant } from '../../platform/values/time.ts';
import type { AnnouncedVersion } from '../articles/announcedVersions.ts';
import { announcementOf, viewFor } from '../articles/view.ts';
import { verdictOf } from '../webhooks/delivery.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import type { Endpoint } from '../webhooks/endpoint.ts';

/** The fate of one version of an article at one endpoint. */
export interface Receipt {
  readonly endpointId: string;
  readonly partnerId: string;
  readonly url: string;
  readonly status: Delivery['status'] | 'not wanted' | 'not attempted';
  readonly attempts: number;
  /** From the announcement to the end of the first attempt that succeeded. */
  readonly afterMs?: number;
  readonly nextTryAt?: Instant;
  /** Why it is not delivered. */
  readonly why?: string;
}

export function receiptOf(
  endpoint: Endpoint,
  announcedVersion: AnnouncedVersion,
  announcedAt: Instant,
  row: Delivery | undefined,
): Receipt {
  const who = { endpointId: endpoint.id, partnerId: endpoint.partnerId, url: endpoint.url };
  if (row === undefined) {
    if (viewFor(endpoint, announcementOf(announcedVersion.event)) === undefined)
      return {
        ...who,
        status: 'not wanted',
        attempts: 0,
        why: endpoint.events.includes(announcedVersion.event.type)
          ? 'its filter'
          : `it takes no ${announcedVersion.event.type}`,
      };
    return { ...who, status: 'not attempted', attempts: 0, ...whyNot(endpoint, announcedAt) };
  }
  const { status, attempts, history, dueAt, reason } = row;
  const success = status === 'delivered' ? history.find((attempt) => verdictOf(attempt) === 'delivered') : undefined;
  const last = history.at(-1);
  const failure = last && (last.error ?? `It answered ${last.status ?? 'nothing'}.`);
  const ofFailure = status === 'superseded' ? reason : [reason, failure].filter(Boolean).join(' ');
  const why = status === 'delivered' ? undefined : ofFailure;
  return {
    ...who,
    status,
    attempts,
    ...(success && { afterMs: Date.parse(success.at) + success.milliseconds - Date.parse(announcedAt) }),
    ...(dueAt !== undefined && { nextTryAt: instant(new Date(dueAt * 1000)) }),
    ...(why && { why }),
  };
}

/** Where nothing was tried, and it may stay so. */
function whyNot({ id, status, createdAt }: Endpoint, announcedAt: Instant): { why?: string } {
  if (status === 'disabled') return { why: `The endpoint is disabled: caravan webhooks enable ${id}` };
  return createdAt > announcedAt ? { why: 'The endpoint was made later.' } : {};
}
