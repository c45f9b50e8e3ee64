import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Invocation, Telemetry } from '../../../platform/runtime/lambda.ts';
import { measurePromise } from '../../../platform/runtime/measurePromise.ts';
import { promises } from '../../../platform/runtime/promises.ts';
import { settledBy } from '../../../platform/runtime/queueHandler.ts';
import type { QueueWork, ReceivedMessage, Settle, Settled } from '../../../platform/runtime/queueHandler.ts';
import type { OwnQueue } from '../../../platform/sqs/ownQueue.ts';
import { epochSeconds } from '../../../platform/values/time.ts';
import { deliveryMessageSchema } from '../delivery.ts';
import type { DeliveryMessage } from '../delivery.ts';
import { isHubPartner } from '../endpoint.ts';
import { deliverOne } from './deliverOne.ts';
import { gatherRows } from './gatherRows.ts';
import { paceWith } from './pace.ts';
import type { Delivered, DeliveryServices } from './deliverOne.ts';
import { standingsOf } from './standings.ts';
import type { DeliveryTables } from './standings.ts';
import type { UsageTable } from '../usage.ts';
import type { DeliveryStanding } from './decide.ts';

type Services = DeliveryServices &
  DeliveryTables & {
    readonly usage: Pick<UsageTable, 'add'>;
    readonly wait?: (milliseconds: number) => Promise<unknown>;
  };

/** Room for one more post within the function's time. */
const neededMs = 20_000;
/**
 * A retry as soon as this waits in the queue itself, at the head of its endpoint's group; the sweep brings later ones.
 */
const waitsInQueueSeconds = 30;

/** The deliveries queue. An endpoint that hangs must not hold up those that share its batch. */
export const deliveryMessages: QueueWork<DeliveryMessage, Services & { readonly ownQueue: OwnQueue }, Delivered> = {
  schema: deliveryMessageSchema,
  ownQueue: ({ ownQueue }) => ownQueue,
  isAckedEarly: true,
  batch: deliverBatch,
  report: reportDelivery,
  comesAgain: ({ row, sent, turnInSeconds }, { now }) => {
    if (turnInSeconds !== undefined) return { afterSeconds: turnInSeconds };
    if (!sent || row?.status !== 'pending' || row.dueAt === undefined) return undefined;
    const waitSeconds = row.dueAt - epochSeconds(now());
    return waitSeconds > waitsInQueueSeconds ? undefined : { afterSeconds: Math.max(1, waitSeconds) };
  },
};

/**
 * Works off a batch, all endpoints and articles side by side; versions of one article for one endpoint go one after the
 * other, each decided on what became of the one before. So does everything for an endpoint that asks for a rate: where
 * one of it waits for its turn, those behind it wait as long.
 */
export async function deliverBatch(
  received: readonly ReceivedMessage<DeliveryMessage>[],
  services: Services & Pick<Invocation, 'remainingMs'>,
  settle: Settle<DeliveryMessage, Delivered>,
): Promise<void> {
  const { now, remainingMs } = services;
  const standings = await standingsOf(received, services, now());
  const had: Had[] = [];
  const pace = paceWith({ ...services, patienceMs: () => remainingMs() - neededMs });
  const inTurn = Map.groupBy(received.entries(), ([index, { message }]) =>
    standings[index]?.endpoint?.ratePerMinute === undefined
      ? `${message.endpointId} ${message.articleId}`
      : message.endpointId,
  );
  let working = inTurn.size;
  const ledger = gatherRows(services.ledger, () => working);
  const deliver = async (index: number, one: ReceivedMessage<DeliveryMessage>, isFirst: boolean) => {
    if (remainingMs() < neededMs) throw new Error('No time was left for this one: it comes again.');
    const standing = isFirst ? standings[index]! : (await standingsOf([one], services, now()))[0]!;
    const delivered = await deliverOne(standing, { ...services, ledger, pace });
    await noteTried(one.message, delivered, services);
    return delivered;
  };
  const deliverInTurn = async (versions: [number, ReceivedMessage<DeliveryMessage>][]) => {
    let waiting: Settled<Delivered> | undefined;
    for (const [turn, [index, one]] of versions.entries()) {
      const what = waiting ?? (await settledBy(() => deliver(index, one, turn === 0)));
      if ('outcome' in what && what.outcome.turnInSeconds !== undefined) waiting = what;
      if ('outcome' in what) had.push(...hadBy(one.message, what.outcome, standings[index]));
      await settle(one, what);
    }
  };
  await Promise.all(
    [...inTurn.values()].map(async (versions) => {
      await deliverInTurn(versions);
      working -= 1;
      ledger.look();
    }),
  );
  await countUsage(had, services);
}

interface Had {
  readonly partnerId: string;
  readonly source: string;
}

/** A story or a correction that a partner took, and had not: what a bill counts. */
function hadBy(
  { partnerId }: DeliveryMessage,
  { row, sent }: Delivered,
  standing: DeliveryStanding | undefined,
): Had[] {
  const source = standing?.announcedVersion?.event.article.source.id;
  const isStory = row?.type === 'article.published' || row?.type === 'article.updated';
  const isNew = standing?.row?.status !== 'delivered';
  const counts = isNew && sent && row?.status === 'delivered' && isStory && !isHubPartner(partnerId);
  return counts && source !== undefined ? [{ partnerId, source }] : [];
}

/** One write for each partner of a batch. */
async function countUsage(had: readonly Had[], { usage, now }: Pick<Services, 'usage' | 'now'>): Promise<void> {
  const byPartner = Map.groupBy(had, ({ partnerId }) => partnerId);
  await Promise.all(
    [...byPartner].map(([partnerId, all]) =>
      usage.add(
        partnerId,
        'webhook',
        all.map(({ source }) => source),
        now(),
      ),
    ),
  );
}

/** The last of a step of a recovery is done with, and with it all before it: the endpoint's row says so. */
async function noteTried(
  { partnerId, endpointId, again }: DeliveryMessage,
  { turnInSeconds }: Delivered,
  { endpoints }: Pick<Services, 'endpoints'>,
): Promise<void> {
  if (again?.tried === undefined || turnInSeconds !== undefined) return;
  const recoveryTried = { asked: again.asked, count: again.tried };
  await endpoints.change({ partnerId, id: endpointId }, { recoveryTried }, true);
}

/** Says in logs and metrics what became of a delivery; never what was in it. */
export function reportDelivery(
  { partnerId, endpointId, articleId, version }: DeliveryMessage,
  what: Settled<Delivered>,
  { logger, metrics }: Telemetry,
): void {
  const about = { partnerId, endpointId, articleId, version };
  if ('error' in what) {
    logger.error('delivery failed here', { ...about, error: what.error });
    return;
  }
  const { row, sent, disabled, tookSeconds, traceId } = what.outcome;
  const last = row?.history.at(-1);
  if (sent) {
    logger.info(`delivery ${row?.status ?? ''}`, {
      traceId,
      ...about,
      attempt: row?.attempts,
      status: last?.status,
      error: last?.error,
      milliseconds: last?.milliseconds,
    });
    metrics.addMetric(row?.status === 'delivered' ? 'DeliveriesMade' : 'AttemptsFailed', MetricUnit.Count, 1);
  }
  if (isHubPartner(partnerId)) {
    // Nobody answers for a subscriber that nobody knows, nor for how slow it is: its feed program renews, or it polls.
    if (disabled !== undefined) metrics.addMetric('HubSubscribersLost', MetricUnit.Count, 1);
    return;
  }
  if (tookSeconds !== undefined) measurePromise(metrics, promises.deliver, tookSeconds);
  if (sent && row?.status === 'failed') metrics.addMetric('DeliveriesGivenUp', MetricUnit.Count, 1);
  if (disabled !== undefined) {
    logger.warn('endpoint disabled', { partnerId, endpointId, reason: disabled });
    metrics.addMetric('EndpointsDisabled', MetricUnit.Count, 1);
  }
}
