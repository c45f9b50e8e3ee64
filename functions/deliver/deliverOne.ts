import type { DeliveriesTable } from '../shared/aws/deliveriesTable.ts';
import type { EndpointsTable } from '../shared/aws/endpointsTable.ts';
import type { Delivery } from '../shared/domain/delivery.ts';
import { afterAttempt, firstDelivery, postponed, verdictOf } from '../shared/domain/redelivery.ts';
import { webhookId } from '../shared/webhooks/body.ts';
import { decide } from './decide.ts';
import type { Standing } from './decide.ts';
import { healthAfter } from './health.ts';
import type { Send } from './send.ts';

export interface Delivering {
  readonly send: Send;
  readonly ledger: DeliveriesTable;
  readonly endpoints: EndpointsTable;
  readonly now: () => Date;
  readonly random: () => number;
}

/** What a message came to; `disabled` says why the endpoint hears no more. */
export interface Delivered {
  readonly row: Delivery | undefined;
  readonly sent: boolean;
  /** Of the poll that brought what was sent. */
  readonly traceId?: string;
  /** From the announcement on, where the endpoint was healthy and took it, unasked for. */
  readonly tookSeconds?: number;
  readonly disabled?: string;
}

/**
 * Delivers one version of an article to one endpoint, if that is what there is to do, and enters what came of it in the
 * ledger: one write. The endpoint's own row is written only where its health changes.
 */
export async function deliverOne(standing: Standing, { send, ledger, endpoints, now, random }: Delivering): Promise<Delivered> {
  const decision = decide(standing, now());
  const { message, edition } = standing;
  if (decision.do === 'drop' || edition === undefined) return { row: standing.row, sent: false };
  const before = standing.row ?? firstDelivery({ ...placeOf(standing), seq: edition.seq, type: edition.event.type }, now());
  if (decision.do !== 'send') {
    const row = decision.do === 'close' ? closed(before, decision) : postponed(before, decision.reason, now());
    await ledger.put(row);
    return { row, sent: false };
  }
  const { endpoint } = decision;
  const attempted = await send(endpoint, { id: webhookId(message), edition }, now());
  const row = afterAttempt(before, attempted, now(), random());
  await ledger.put(row);
  const health = healthAfter(endpoint, verdictOf(attempted.attempt), attempted.attempt, now());
  const isPromised = row.status === 'delivered' && endpoint.failingSince === undefined && message.again === undefined;
  const { traceId } = edition.event;
  const delivered = { row, sent: true, ...(traceId !== undefined && { traceId }), ...(isPromised && { tookSeconds: now().getTime() / 1_000 - edition.loggedAt }) };
  if (health === undefined) return delivered;
  await endpoints.change(endpoint, health, health.status === undefined);
  return { ...delivered, ...(health.disabled && { disabled: health.disabled.reason }) };
}

const closed = (before: Delivery, { status, reason }: Pick<Delivery, 'status' | 'reason'>): Delivery => ({ ...before, dueAt: undefined, status, reason });

const placeOf = ({ message: { partnerId, endpointId, articleId, version } }: Standing) => ({ partnerId, endpointId, articleId, version });
