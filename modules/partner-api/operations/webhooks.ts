import { json, operation } from '../http/operation.ts';
import { webhookPath, webhookSchema, webhooksSchema } from '../schemas/webhooks.ts';
import { findWebhook, noWebhook } from '../webhooks/rules.ts';
import { viewWithKey } from '../webhooks/view.ts';

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'GET',
  path: '/v1/webhooks',
  tag: 'Webhooks',
  summary: 'List your webhooks',
  description: 'All of them, the oldest first, with their health.',
  answers: { 200: json('Your webhooks.', webhooksSchema) },
  async run({ partner }, { endpoints, sealer }) {
    const own = (await endpoints.ofPartner(partner.id)).toSorted((one, other) =>
      one.createdAt < other.createdAt ? -1 : 1,
    );
    return { status: 200, body: { webhooks: await Promise.all(own.map((endpoint) => viewWithKey(endpoint, sealer))) } };
  },
});

export const getWebhook = operation({
  id: 'getWebhook',
  method: 'GET',
  path: '/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'Look at a webhook',
  description: 'What it asks for, and how it fares.',
  pathSchema: webhookPath,
  answers: { 200: json('The webhook.', webhookSchema) },
  async run({ partner, path }, { endpoints, sealer }) {
    return { status: 200, body: await viewWithKey(await findWebhook(partner, path.id, endpoints), sealer) };
  },
});

export const deleteWebhook = operation({
  id: 'deleteWebhook',
  method: 'DELETE',
  path: '/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'Delete a webhook',
  description: 'It hears of nothing any more, and its deliveries can be seen no more. To pause it, disable it.',
  pathSchema: webhookPath,
  answers: { 204: { description: 'It is deleted.' } },
  async run({ partner, path }, { endpoints }) {
    if (!(await endpoints.remove(partner.id, path.id))) throw noWebhook(path.id);
    return { status: 204 };
  },
});
