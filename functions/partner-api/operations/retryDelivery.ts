import { instant } from '../../shared/domain/time.ts';
import { Problem } from '../../shared/http/problem.ts';
import { digestOf } from '../http/idempotency.ts';
import { json, operation } from '../http/operation.ts';
import { deliveryPath, retryingSchema } from '../schemas/deliveries.ts';
import { deliveryIdOf } from '../webhooks/deliveryView.ts';
import { findWebhook, refuseDisabled } from '../webhooks/find.ts';

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
  problems: { 409: 'A newer version was sent to this webhook, the article was taken back, or the webhook is disabled.' },
  async run({ partner, path: { id, deliveryId }, idempotencyKey, now }, { endpoints, editions, ledger, deliveries }) {
    const endpoint = await findWebhook(partner, id, endpoints);
    const [articleId = '', version = ''] = deliveryId.split('-');
    const announced = await editions.ofArticle(articleId, Number(version));
    const owner = { partnerId: partner.id, endpointId: endpoint.id };
    const rows = await ledger.getMany(announced.map(({ seq, event }) => ({ ...owner, seq, articleId, version: event.article.version })));
    const row = rows.find((one) => deliveryIdOf(one) === deliveryId);
    const edition = announced.find(({ event }) => event.article.version === row?.version);
    if (!row || !edition) throw new Problem(404, `There is no delivery ${deliveryId} to this webhook: GET /v1/webhooks/${id}/deliveries lists what was sent. What was never tried is brought by recover.`);
    refuseDisabled(endpoint);
    const newer = rows.find((one) => one.version > row.version);
    if (newer) throw new Problem(409, `Version ${newer.version} of the article was sent to this webhook after this one: retry ${deliveryIdOf(newer)}.`);
    if (edition.takenBack) throw new Problem(409, 'The article was taken back since: its story is not told any more.');
    const asked = instant(now);
    const occasion = `replay-${idempotencyKey === undefined ? asked : digestOf(idempotencyKey)}`;
    await deliveries.send([{ message: { ...owner, articleId, version: row.version, again: { asked, how: 'replay' } }, occasion }]);
    return { status: 202, body: { id: deliveryId, asked } };
  },
});
