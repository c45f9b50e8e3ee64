import { getDelivery, listDeliveries } from '../partner-api/operations/deliveries.ts';
import { listSources, listTopics } from '../partner-api/operations/directory.ts';
import { getWebhook, listWebhooks } from '../partner-api/operations/webhooks.ts';
import type { DeliveryView, DeliveryWithBody } from '../partner-api/schemas/answers/deliveries.ts';
import type { WebhookView } from '../partner-api/schemas/answers/webhooks.ts';
import type { ApiServices } from '../partner-api/services.ts';
import type { PortalPage } from './pages/layout.ts';
import type { Step, Visit } from './visit.ts';
import { operate } from './operate.ts';
import { deliveryPage } from './pages/delivery.ts';
import { listsPage } from './pages/lists.ts';
import { overview } from './pages/overview.ts';
import { webhookPage } from './pages/webhook.ts';

const overviewStep: Step = async (visit, services) => {
  const [{ webhooks }, months] = await Promise.all([
    operate<{ webhooks: WebhookView[] }>(listWebhooks, {}, visit, services),
    services.usage.months(visit.session.partner.id),
  ]);
  return { title: visit.session.partner.name, main: overview(visit.session, webhooks, months) };
};

/** The page of a webhook, as it is after whatever was done with it. */
export async function webhookStep(visit: Visit, services: ApiServices): Promise<PortalPage> {
  const path = { id: visit.ids[0] ?? '' };
  const { cursor } = visit.query;
  const [webhook, deliveries] = await Promise.all([
    operate<WebhookView>(getWebhook, { path }, visit, services),
    operate<{ deliveries: DeliveryView[]; next?: string }>(
      listDeliveries,
      { path, query: { limit: '25', ...(cursor !== undefined && { cursor }) } },
      visit,
      services,
    ),
  ]);
  return { title: webhook.description ?? 'Webhook', main: webhookPage(visit.session, webhook, deliveries) };
}

const deliveryStep: Step = async (visit, services) => {
  const [id = '', deliveryId = ''] = visit.ids;
  const one = await operate<DeliveryWithBody>(getDelivery, { path: { id, deliveryId } }, visit, services);
  return { title: 'Delivery', main: deliveryPage(visit.session, id, one) };
};

const listsStep: Step = async (visit, services) => {
  const { find = '', topicsAfter, sourcesAfter } = visit.query;
  const query = (after: string | undefined): Record<string, string> => {
    if (find !== '') return { find };
    return after === undefined ? {} : { after };
  };
  const [{ topics, next: moreTopics }, { sources, next: moreSources }] = await Promise.all([
    operate<{ topics: { slug: string; name: string }[]; next?: string }>(
      listTopics,
      { query: query(topicsAfter) },
      visit,
      services,
    ),
    operate<{ sources: { id: string; name: string }[]; next?: string }>(
      listSources,
      { query: query(sourcesAfter) },
      visit,
      services,
    ),
  ]);
  const main = listsPage(find, [
    { title: 'Topics', parameter: 'topicsAfter', lines: topics, next: moreTopics },
    {
      title: 'Sources',
      parameter: 'sourcesAfter',
      lines: sources.map(({ id, name }) => ({ slug: id, name })),
      next: moreSources,
    },
  ]);
  return { title: 'Topics and sources', main };
};

/** What is shown: by the path below /portal, `*` for an id. */
export const views: Readonly<Record<string, Step>> = {
  '/': overviewStep,
  '/lists': listsStep,
  '/webhooks/*': webhookStep,
  '/webhooks/*/deliveries/*': deliveryStep,
};
