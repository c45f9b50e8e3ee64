import { operation } from '../http/operation.ts';
import { webhookPath } from '../schemas/webhooks.ts';
import { noWebhook } from '../webhooks/find.ts';

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
