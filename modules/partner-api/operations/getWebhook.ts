import { json, operation } from '../http/operation.ts';
import { webhookPath, webhookSchema } from '../schemas/webhooks.ts';
import { findWebhook } from '../webhooks/find.ts';
import { viewWithKey } from '../webhooks/view.ts';

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
