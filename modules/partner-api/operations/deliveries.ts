import { Problem } from '../../../platform/http/problem.ts';
import { epochSeconds, instant, secondsOf } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { recoverableDays } from '../../webhooks/delivery.ts';
import type { Delivery } from '../../webhooks/delivery.ts';
import { askRecovery } from '../../webhooks/recovery.ts';
import { replay } from '../../webhooks/replay.ts';
import { sentBodyOf } from '../../webhooks/sentBody.ts';
import { digestOf } from '../http/access.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { operation } from '../http/operation.ts';
import { deliveriesQuery, deliveryPath, sinceSchema } from '../schemas/deliveries.ts';
import { webhookPath } from '../schemas/webhooks.ts';
import { findWebhook, refuseDisabled } from '../webhooks/rules.ts';
import { deliveryIdOf, deliveryViewOf } from '../webhooks/view.ts';

/** Rows that one request looks at, where it looks for a status. */
const mostRows = 1_000;
const stepRows = 100;

export const listDeliveries = operation({
  id: 'listDeliveries',
  method: 'GET',
  path: '/v1/webhooks/{id}/deliveries',
  tag: 'Deliveries',
  summary: 'See what was sent to a webhook',
  description:
    'The newest first, with every attempt and how your server answered. Deliveries are kept for 30 days. A page ' +
    'may be short, or empty, while `more` is true.',
  pathSchema: webhookPath,
  querySchema: deliveriesQuery,
  async run({ partner, path, query: { status, limit, cursor } }, { endpoints, ledger }) {
    const endpoint = await findWebhook(partner, path.id, endpoints);
    const asked = [endpoint.id, status];
    const owner = { partnerId: partner.id, endpointId: endpoint.id };
    const shown: Delivery[] = [];
    let before = cursor === undefined ? undefined : placeOf(cursor, asked).seq;
    let more = true;
    for (let examined = 0; more && shown.length < limit && examined < mostRows;) {
      const step = status === undefined ? limit : stepRows;
      const rows = await ledger.ofEndpoint(owner, step, before);
      const fitting = rows
        .filter((row) => status === undefined || row.status === status)
        .slice(0, limit - shown.length);
      shown.push(...fitting);
      before = (shown.length === limit ? fitting : rows).at(-1)?.seq ?? before;
      examined += rows.length;
      more = rows.length > 0 && (before !== rows.at(-1)?.seq || rows.length === step);
    }
    return {
      status: 200,
      body: {
        deliveries: shown.map(deliveryViewOf),
        more,
        ...(more && before !== undefined && { next: cursorOf({ seq: before }, asked) }),
      },
    };
  },
});

export const getDelivery = operation({
  id: 'getDelivery',
  method: 'GET',
  path: '/v1/webhooks/{id}/deliveries/{deliveryId}',
  tag: 'Deliveries',
  summary: 'Look at one delivery, and the body that was sent',
  description:
    'Its attempts, and what your server was sent last, byte for byte. What was withdrawn since is shown no more: ' +
    'then the size and the SHA-256 of the body are what is left of it.',
  pathSchema: deliveryPath,
  async run({ partner, path: { id, deliveryId }, now }, services) {
    const { endpoints, announcedVersions, ledger } = services;
    const endpoint = await findWebhook(partner, id, endpoints);
    const [articleId = '', version = '', end] = deliveryId.split('-');
    const [announcedVersion] = await announcedVersions.getMany([{ articleId, version: Number(version) }]);
    const place = { partnerId: partner.id, endpointId: endpoint.id, articleId, version: Number(version) };
    const [row] = announcedVersion
      ? await ledger.getMany([
          { ...place, seq: announcedVersion.seq, ...(end !== undefined && { end: true as const }) },
        ])
      : [];
    if (!announcedVersion || !row)
      throw new Problem(
        404,
        `There is no delivery ${deliveryId} to this webhook: GET /v1/webhooks/${id}/deliveries lists what was sent.`,
      );
    const sent = row.sent && { ...row.sent, body: await sentBodyOf(row, endpoint, announcedVersion, services, now) };
    return { status: 200, body: { ...deliveryViewOf(row), sent } };
  },
});

/**
 * A message's deduplication id has 128 characters at most, of which the delivery itself takes some 80 (SQS API
 * reference, SendMessageBatchRequestEntry).
 */
const occasionDigits = 32;

export const retryDelivery = operation({
  id: 'retryDelivery',
  method: 'POST',
  path: '/v1/webhooks/{id}/deliveries/{deliveryId}/retry',
  tag: 'Deliveries',
  summary: 'Send one delivery again',
  description: 'Also what was delivered. It comes within seconds, under the same `webhook-id` as before.',
  pathSchema: deliveryPath,
  repeat: 'A repeat within five minutes sends nothing more.',
  problems: {
    409: 'A newer version was sent to this webhook, the article was withdrawn, or the webhook is disabled.',
  },
  async run(
    { partner, path: { id, deliveryId }, idempotencyKey, now },
    { endpoints, announcedVersions, ledger, deliveries },
  ) {
    const endpoint = await findWebhook(partner, id, endpoints);
    const [articleId = '', version = '', end] = deliveryId.split('-');
    refuseDisabled(endpoint);
    const asked = instant(now);
    const wanted = {
      partnerId: partner.id,
      endpointId: endpoint.id,
      articleId,
      version: Number(version),
      ...(end !== undefined && { end: true as const }),
    };
    const came = await replay(
      wanted,
      { announcedVersions, ledger, deliveries },
      asked,
      idempotencyKey === undefined ? asked : digestOf(idempotencyKey).slice(0, occasionDigits),
    );
    if (came === 'unknown')
      throw new Problem(
        404,
        `There is no delivery ${deliveryId} to this webhook: GET /v1/webhooks/${id}/deliveries lists what was ` +
          'sent. What was never tried is brought by recover.',
      );
    if (came === 'taken-back') throw new Problem(409, 'The article was withdrawn since: only its withdrawal is sent.');
    if (came !== 'asked')
      throw new Problem(
        409,
        `Version ${came} of the article was sent to this webhook after this one: retry ${deliveryIdOf({ articleId, version: came })}.`,
      );
    return { status: 202, body: { id: deliveryId, asked } };
  },
});

export const recoverWebhook = operation({
  id: 'recoverWebhook',
  method: 'POST',
  path: '/v1/webhooks/{id}/recover',
  tag: 'Deliveries',
  summary: 'Send everything that a webhook has missed',
  description:
    'Everything that matches, that was announced since then and that was not delivered is sent in its order, ' +
    'each once: what failed, and what was never tried because the webhook was disabled or not yet made. It ' +
    `reaches back ${recoverableDays} days.`,
  pathSchema: webhookPath,
  bodySchema: sinceSchema,
  repeat: 'Recovery sends only what is missing, so a repeat does no harm.',
  problems: { 409: 'The webhook is disabled.' },
  async run({ partner, path, body, now }, services) {
    const endpoint = await findWebhook(partner, path.id, services.endpoints);
    const since = secondsOf(body.since as Instant);
    const fault = faultOf(since, epochSeconds(now));
    if (fault !== undefined)
      throw new Problem(422, `The time in "since" ${fault}.`, { errors: [{ pointer: '#/since', detail: fault }] });
    refuseDisabled(endpoint);
    const from = instant(new Date(since * 1_000));
    return { status: 202, body: { since: from, asked: await askRecovery(endpoint, from, services, now) } };
  },
});

function faultOf(since: number, now: number): string | undefined {
  if (since > now + 300) return 'must not lie in the future'; // clocks differ a little
  return since < now - recoverableDays * 86_400
    ? `must be at most ${recoverableDays} days ago: GET /v1/articles reaches further back`
    : undefined;
}
