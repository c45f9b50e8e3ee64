import { instant } from '../../../platform/values/time.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { replay } from '../../webhooks/replay.ts';
import { digestOf } from '../http/idempotency.ts';
import { json, operation } from '../http/operation.ts';
import { deliveryPath, retryingSchema } from '../schemas/deliveries.ts';
import { deliveryIdOf } from '../webhooks/deliveryView.ts';
import { findWebhook, refuseDisabled } from '../webhooks/find.ts';

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
  answers: { 202: json('It is on its way: look at the delivery for what comes of it.', retryingSchema) },
  problems: {
    409: 'A newer version was sent to this webhook, the article was withdrawn, or the webhook is disabled.',
  },
  async run({ partner, path: { id, deliveryId }, idempotencyKey, now }, { endpoints, editions, ledger, deliveries }) {
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
      { editions, ledger, deliveries },
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
