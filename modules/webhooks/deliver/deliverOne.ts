import { epochSeconds, instant } from '../../../platform/values/time.ts';
import { toldAs } from '../../articles/announcedVersions.ts';
import type { AnnouncedVersion } from '../../articles/announcedVersions.ts';
import type { EventType } from '../../articles/event.ts';
import { matches } from '../../articles/filter.ts';
import type { DeliveriesTable } from '../deliveriesTable.ts';
import { afterAttempt, firstDelivery, postponed, verdictOf } from '../delivery.ts';
import type { Delivery } from '../delivery.ts';
import type { Endpoint } from '../endpoint.ts';
import type { EndpointsTable } from '../endpointsTable.ts';
import { webhookId } from '../post.ts';
import { decideDelivery, healthAfter, takenBackFirst } from './decide.ts';
import type { DeliveryDecision, DeliveryStanding } from './decide.ts';
import type { Pace } from './pace.ts';
import type { DeliverySender } from './send.ts';

export interface DeliveryServices {
  readonly send: DeliverySender;
  readonly ledger: Pick<DeliveriesTable, 'put'>;
  readonly endpoints: EndpointsTable;
  readonly now: () => Date;
  readonly random: () => number;
}

export interface PacedServices extends DeliveryServices {
  readonly pace: Pace;
}

/** The end of a message; `disabled` says why the endpoint hears no more. */
export interface Delivered {
  readonly row: Delivery | undefined;
  readonly sent: boolean;
  /** Of the poll that brought what was sent. */
  readonly traceId?: string | undefined;
  /** From the announcement on, where the endpoint was healthy and took it, unasked for. */
  readonly tookSeconds?: number | undefined;
  readonly disabled?: string | undefined;
  /** Its endpoint asks for a rate, and its turn comes in so many seconds. */
  readonly turnInSeconds?: number | undefined;
}

/**
 * Delivers one version of an article to one endpoint, if that is what there is to do, and enters what came of it in the
 * ledger: one write. The endpoint's own row is written only where its health changes.
 */
export async function deliverOne(
  standing: DeliveryStanding,
  { send, ledger, endpoints, now, random, pace }: PacedServices,
): Promise<Delivered> {
  const decision = decideDelivery(standing, now());
  const { message, announcedVersion } = standing;
  if (decision.do === 'drop' || announcedVersion === undefined) return { row: standing.row, sent: false };
  const before =
    standing.row ??
    firstDelivery(
      { ...placeOf(standing), seq: announcedVersion.seq, type: standing.type ?? announcedVersion.event.type },
      now(),
    );
  if (decision.do !== 'send') {
    const row = decision.do === 'close' ? closed(before, decision) : postponed(before, decision.reason, now());
    await ledger.put(row);
    // the narrowing of its filter passed over what has a row only now: the reconciler goes on with it
    if (row.unsure && standing.endpoint !== undefined && standing.type === undefined)
      await endpoints.change(standing.endpoint, { narrowedAt: instant(now()) }, true);
    return { row, sent: false };
  }
  const { endpoint } = decision;
  const turnInSeconds = await pace(endpoint);
  if (turnInSeconds > 0) return { row: standing.row, sent: false, turnInSeconds };
  const attempted = await send(
    endpoint,
    { id: webhookId(message), announcedVersion: toldTo(endpoint, announcedVersion, decision.type) },
    now(),
  );
  if (attempted === undefined) {
    const row = closed(before, { status: 'superseded', reason: takenBackFirst, unsure: standing.isRepeat === true });
    await ledger.put(row);
    return { row, sent: false };
  }
  const verdict = verdictOf(attempted.attempt);
  if (verdict !== 'delivered' && (await hasMoved(endpoint, endpoints))) {
    // How the old address answers says nothing of the new one: there the attempt is made again.
    const row = { ...before, type: decision.type, status: 'pending' as const, dueAt: epochSeconds(now()) };
    await ledger.put(row);
    return { row, sent: true };
  }
  const row = afterAttempt({ ...before, type: decision.type }, attempted, now(), random());
  await ledger.put(row);
  const tookSeconds = now().getTime() / 1_000 - announcedVersion.loggedAt;
  const health = healthAfter(endpoint, verdict, attempted.attempt, now());
  const isPromised = row.status === 'delivered' && endpoint.failingSince === undefined && message.again === undefined;
  if (health !== undefined) await endpoints.change(endpoint, health, health.status === undefined);
  return {
    row,
    sent: true,
    traceId: announcedVersion.event.traceId,
    tookSeconds: isPromised ? tookSeconds : undefined,
    disabled: health?.disabled?.reason,
  };
}

const toldTo = ({ filter }: Endpoint, announcedVersion: AnnouncedVersion, type: EventType) =>
  toldAs(
    announcedVersion,
    type,
    (one) => matches(filter, one),
    (one) => matches(filter.within ?? {}, one),
  );

const closed = (
  before: Delivery,
  { status, reason, unsure }: Omit<Extract<DeliveryDecision, { do: 'close' }>, 'do'>,
): Delivery => ({
  ...before,
  dueAt: undefined,
  status,
  reason,
  unsure: unsure || undefined,
});

const hasMoved = async ({ partnerId, id, url }: Endpoint, endpoints: EndpointsTable): Promise<boolean> =>
  ((await endpoints.getMany([{ partnerId, endpointId: id }]))[0]?.url ?? url) !== url;

const placeOf = ({ message: { partnerId, endpointId, articleId, version, end } }: DeliveryStanding) => ({
  partnerId,
  endpointId,
  articleId,
  version,
  end,
});
