import type { CountSome } from '../../../platform/runtime/sweepHandler.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { isUnsent, send } from '../../mail/send.ts';
import type { PacedMailer } from '../../mail/send.ts';
import { verdictOf } from '../delivery.ts';
import { isHubPartner } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { keepEntitled } from '../entitlement.ts';
import type { RecoveryQueue } from '../queues.ts';
import type { EndpointsTable } from '../endpointsTable.ts';
import type { PartnersTable } from '../partners.ts';
import type { WebhookPost } from '../post.ts';
import { noticeBody, noticedAfter, noticeDue, noticeId } from './notice.ts';
import type { Notice } from './notice.ts';
import { noticeMailOf } from './noticeMail.ts';
import type { NoticeSender } from './noticeMail.ts';

export interface TellingServices extends NoticeSender, PacedMailer {
  readonly endpoints: EndpointsTable;
  readonly partners: PartnersTable;
  readonly recoveries: RecoveryQueue;
  readonly post: WebhookPost;
  readonly logger: Telemetry['logger'];
}

/** Room for the posts and the mail of one notice. */
const neededMs = 60_000;
/** Of each notice to an endpoint: a connection that was cut is no answer. */
const mostTries = 3;

/**
 * Tells partners of endpoints that fail or were disabled: their other endpoints that ask for it, and their contact by
 * mail. The row says so once both were done: whoever dies before tells again, webhooks under the same id.
 */
export async function tellPartners(services: TellingServices, now: Date, countSome: CountSome): Promise<void> {
  const { endpoints, logger, remainingMs } = services;
  const all = await endpoints.all();
  await keepAllEntitled(all, services, now);
  for (const endpoint of all) {
    const notice = noticeDue(endpoint, now);
    if (notice === undefined) continue;
    if (remainingMs() < neededMs) return; // the next run goes on
    const { partnerId, id: endpointId } = endpoint;
    const others = all.filter((one) => one.partnerId === partnerId && one.id !== endpointId);
    await Promise.all(others.map((other) => tellOther(other, endpoint, notice, services, now)));
    const mail = await tellContact(endpoint, notice, services);
    logger[mail === 'refused' || mail === 'stopped' ? 'error' : 'info']('partner told', {
      partnerId,
      endpointId,
      type: notice.type,
      mail,
    });
    if (mail !== 'none' && isUnsent(mail)) continue;
    await endpoints.change(endpoint, { noticed: noticedAfter(endpoint, notice) }, true);
    countSome('PartnersTold', 1);
  }
}

/** What ends by its time, and what a change of its partner's crossed on its way, is kept here. */
async function keepAllEntitled(all: readonly Endpoint[], services: TellingServices, now: Date): Promise<void> {
  const byPartner = Map.groupBy(all, ({ partnerId }) => partnerId);
  for (const [partnerId, own] of byPartner) {
    if (isHubPartner(partnerId)) continue;
    const partner = await services.partners.get(partnerId);
    if (partner !== undefined) await keepEntitled(own, partner.entitlement, services, now);
  }
}

/** Until it is answered, a few times at most: a notice says no more than GET /v1/webhooks does. */
async function tellOther(
  other: Endpoint,
  about: Endpoint,
  notice: Notice,
  { post, logger }: TellingServices,
  now: Date,
): Promise<void> {
  if (other.status === 'disabled' || !other.events.includes(notice.type)) return;
  const webhook = { id: noticeId(about, notice, other), body: JSON.stringify(noticeBody(about, notice)) };
  let { attempt } = await post(other, webhook, now);
  for (let tries = 1; tries < mostTries && attempt.status === undefined; tries++)
    ({ attempt } = await post(other, webhook, now));
  if (verdictOf(attempt) !== 'delivered')
    logger.info('a notice was not taken', { partnerId: other.partnerId, endpointId: other.id, status: attempt.status });
}

/** @returns SES's answer; `none` where the partner has named nobody */
async function tellContact(endpoint: Endpoint, notice: Notice, services: TellingServices): Promise<string> {
  const partner = await services.partners.get(endpoint.partnerId);
  if (partner?.contact === undefined) return 'none';
  return (await send(noticeMailOf(partner.contact, partner, endpoint, notice, services), services)).what;
}
