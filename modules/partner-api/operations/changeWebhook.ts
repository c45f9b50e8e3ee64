import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../../platform/http/problem.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { enabledAnew, pastAt } from '../../webhooks/endpoint.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import type { EndpointPatch } from '../../webhooks/endpointsTable.ts';
import { tellEnds } from '../../webhooks/queues.ts';
import { json, operation } from '../http/operation.ts';
import { webhookChangeSchema, webhookPath, webhookSchema } from '../schemas/webhooks.ts';
import type { WebhookChange } from '../schemas/webhooks.ts';
import { filterFaults, findWebhook, noWebhook, urlFaults } from '../webhooks/rules.ts';
import { viewWithKey } from '../webhooks/view.ts';

export const changeWebhook = operation({
  id: 'changeWebhook',
  method: 'PATCH',
  path: '/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'Change, disable or enable a webhook',
  description:
    'Changes the fields that you name; `filter` and `events` are replaced as a whole. Of each article that a new ' +
    'filter does not take any more, it is told `article.withdrawn`. Once enabled, it hears of what comes from ' +
    'then on, and of the withdrawals that it missed: recover brings the rest.',
  pathSchema: webhookPath,
  bodySchema: webhookChangeSchema,
  answers: { 200: json('The webhook as it is now.', webhookSchema) },
  problems: { 409: 'The operator disabled it: only the operator enables it.' },
  async run({ partner, path, body, now }, { endpoints, sources, sealer, recoveries, log, ...services }) {
    const endpoint = await findWebhook(partner, path.id, endpoints);
    if (body.status === 'enabled' && endpoint.disabled?.by === 'operator') {
      throw new Problem(
        409,
        `The operator disabled this webhook, and only the operator enables it: ${endpoint.disabled.reason}`,
      );
    }
    const errors = [
      ...(body.url === undefined || body.url === endpoint.url ? [] : await urlFaults(body.url, services)),
      ...(body.filter === undefined ? [] : await filterFaults(body.filter, sources)),
    ];
    if (errors.length > 0) throw new Problem(422, 'The webhook would never receive an event: see errors.', { errors });
    const changed = await endpoints.change(endpoint, {
      ...patchOf(body, endpoint, instant(now)),
      updatedAt: instant(now),
    });
    if (!changed) throw noWebhook(path.id);
    await tellEnds(endpoint, changed, { recoveries, log });
    return { status: 200, body: await viewWithKey(changed, sealer) };
  },
});

function patchOf({ url, status, ...same }: WebhookChange, before: Endpoint, at: Instant): EndpointPatch {
  return {
    ...same,
    ...(url !== undefined && { url: new URL(url).href }),
    ...(status === 'enabled' && enabledAnew),
    ...(url !== undefined && new URL(url).href !== before.url && freshHealth),
    ...(asksForElse({ status, ...same }, before) && { hearsSince: at, past: pastAt(before, at) }),
    ...(same.filter !== undefined && !isDeepStrictEqual(same.filter, before.filter) && { narrowedAt: at }),
    // A webhook that is disabled already keeps its reason.
    ...(status === 'disabled' &&
      before.status === 'enabled' && { status, disabled: { by: 'partner', reason: 'Its partner disabled it.', at } }),
  };
}

/** Health belongs to an address: how the old one failed says nothing of a new one. */
const freshHealth = { failingSince: undefined, lastFailure: undefined } as const;

/** Whether it hears of other articles from now on; one that names what stands already changes nothing. */
const asksForElse = ({ status, filter, events }: WebhookChange, before: Endpoint): boolean =>
  (status === 'enabled' && before.status === 'disabled') ||
  (filter !== undefined && !isDeepStrictEqual(filter, before.filter)) ||
  (events !== undefined && !isDeepStrictEqual(events, before.events));
