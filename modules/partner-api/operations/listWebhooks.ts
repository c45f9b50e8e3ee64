import { json, operation } from '../http/operation.ts';
import { webhooksSchema } from '../schemas/webhooks.ts';
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
