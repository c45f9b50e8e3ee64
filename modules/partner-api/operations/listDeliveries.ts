import type { Delivery } from '../../webhooks/delivery.ts';
import { cursorOf, placeOf } from '../http/cursor.ts';
import { json, operation } from '../http/operation.ts';
import { deliveriesQuery, deliveriesSchema } from '../schemas/deliveries.ts';
import { webhookPath } from '../schemas/webhooks.ts';
import { deliveryViewOf } from '../webhooks/deliveryView.ts';
import { findWebhook } from '../webhooks/find.ts';

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
  answers: { 200: json('A part of the list.', deliveriesSchema) },
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
