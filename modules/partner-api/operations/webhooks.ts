import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../../platform/http/problem.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { enabledAnew, pastAt } from '../../webhooks/endpoint.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import type { EndpointPatch } from '../../webhooks/endpointsTable.ts';
import { limited, webhooksWithin } from '../../webhooks/entitlement.ts';
import { openHeaders, sealHeaders } from '../../webhooks/ownHeaders.ts';
import type { OwnHeaders } from '../../webhooks/ownHeaders.ts';
import { tellEnds } from '../../webhooks/queues.ts';
import { newSigningSecret, sealSecret } from '../../webhooks/signing.ts';
import type { SigningSecret } from '../../webhooks/signing.ts';
import { digestOf, repeatableMs } from '../http/access.ts';
import { operation } from '../http/operation.ts';
import type { ApiReply } from '../http/operation.ts';
import { newWebhookSchema, webhookChangeSchema, webhookPath } from '../schemas/webhooks.ts';
import type { WebhookChange } from '../schemas/webhooks.ts';
import type { ApiServices } from '../services.ts';
import { filterFaults, findWebhook, noWebhook, urlFaults } from '../webhooks/rules.ts';
import { endpointView, newestSecret, viewWithKey } from '../webhooks/view.ts';

const mostWebhooks = 100;

export const createWebhook = operation({
  id: 'createWebhook',
  method: 'POST',
  path: '/v1/webhooks',
  tag: 'Webhooks',
  summary: 'Make a webhook',
  description:
    'Articles that match are sent to the URL from now on. The answer shows the signing secret, once. A partner ' +
    `has ${mostWebhooks} webhooks at most.`,
  bodySchema: newWebhookSchema,
  repeat:
    'A repeat within 24 hours gets the same answer, the secret included, and makes nothing. With another body it is a 422.',
  problems: {
    409:
      `You have ${mostWebhooks} webhooks already; or this is a repeat of a request whose webhook was changed ` +
      'since, or that is older than 24 hours.',
  },
  async run({ partner, body, idempotencyKey, now }, services) {
    const id = `wh_${idempotencyKey === undefined ? randomBytes(12).toString('hex') : digestOf(partner.id, idempotencyKey).slice(0, 24)}`;
    // not of their values, which may be easy to guess: they lie sealed beside it
    const requestHash = digestOf({ ...body, ...(body.headers && { headers: Object.keys(body.headers) }) });
    const standing = idempotencyKey === undefined ? undefined : await services.endpoints.get(partner.id, id);
    const asked = { requestHash, headers: body.headers ?? {} };
    if (standing) return repeated(standing, asked, services, now);
    if ((await services.endpoints.ofPartner(partner.id)).length >= mostWebhooks)
      throw new Problem(409, `You have ${mostWebhooks} webhooks, which is as many as there may be: delete one first.`);
    const errors = [...(await urlFaults(body.url, services)), ...(await filterFaults(body.filter, services.sources))];
    if (errors.length > 0) throw new Problem(422, 'The webhook would never receive an event: see errors.', { errors });
    const secret = newSigningSecret();
    const owner = { partnerId: partner.id, id };
    const made = instant(now);
    const sealer = await services.sealer();
    const endpoint: Endpoint = {
      ...body,
      ...owner,
      filter: limited(body.filter, webhooksWithin(partner.entitlement, now)),
      ...(partner.entitlement?.noFullText && { noFullText: true as const }),
      url: new URL(body.url).href,
      status: 'enabled',
      secrets: [{ sealed: sealSecret(secret, owner, sealer) }],
      headers: sealHeaders(body.headers ?? {}, owner, sealer),
      createdAt: made,
      updatedAt: made,
      hearsSince: made,
      requestHash,
    };
    if (await services.endpoints.add(endpoint)) return created(endpoint, secret, services);
    // The same request, a moment earlier: its answer is this one's.
    const other = await services.endpoints.get(partner.id, id);
    if (!other) throw new Problem(409, 'The webhook was deleted while it was made: ask again.');
    return repeated(other, asked, services, now);
  },
});

function created(endpoint: Endpoint, secret: SigningSecret, { publicUrl }: ApiServices): ApiReply {
  return {
    status: 201,
    headers: { location: `${publicUrl}/v1/webhooks/${endpoint.id}` },
    body: { ...endpointView(endpoint, secret), secret: secret.hmac },
  };
}

/** Answers as the first time. Changes of health since then are left out. */
async function repeated(
  standing: Endpoint,
  { requestHash, headers }: { readonly requestHash: string; readonly headers: OwnHeaders },
  services: ApiServices,
  now: Date,
): Promise<ApiReply> {
  const { createdAt, updatedAt } = standing;
  const isSame = async () => isDeepStrictEqual({ ...openHeaders(standing, await services.sealer()) }, { ...headers });
  if (standing.requestHash !== requestHash || (updatedAt === createdAt && !(await isSame())))
    throw new Problem(
      422,
      'This Idempotency-Key was used for another request: take a new one for each thing that you ask for.',
    );
  if (updatedAt !== createdAt)
    throw new Problem(
      409,
      `The webhook ${standing.id} was made by this request, and changed since: GET /v1/webhooks/${standing.id} shows it.`,
    );
  if (now.getTime() - Date.parse(createdAt) > repeatableMs)
    throw new Problem(
      409,
      `The webhook ${standing.id} was made by this request more than 24 hours ago, and its secret is shown no ` +
        'more: rotate it where it is lost.',
    );
  // Whoever wrote the row may have died before fan-out was told.
  await services.endpoints.change(standing, { requestHash });
  return created({ ...standing, ...enabledAnew }, newestSecret(standing, await services.sealer()), services);
}

export const listWebhooks = operation({
  id: 'listWebhooks',
  method: 'GET',
  path: '/v1/webhooks',
  tag: 'Webhooks',
  summary: 'List your webhooks',
  description: 'All of them, the oldest first, with their health.',
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
  async run({ partner, path }, { endpoints }) {
    if (!(await endpoints.remove(partner.id, path.id))) throw noWebhook(path.id);
    return { status: 204 };
  },
});

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
    const { headers, ...asked } = body;
    const { within } = endpoint.filter;
    const change = { ...asked, ...(asked.filter && { filter: limited(asked.filter, within) }) };
    const changed = await endpoints.change(endpoint, {
      ...patchOf(change, endpoint, instant(now)),
      ...(headers !== undefined && { headers: sealHeaders(headers, endpoint, await sealer()) }),
      updatedAt: instant(now),
    });
    if (!changed) throw noWebhook(path.id);
    await tellEnds(endpoint, changed, { recoveries, log });
    return { status: 200, body: await viewWithKey(changed, sealer) };
  },
});

function patchOf({ url, status, ratePerMinute, ...same }: Change, before: Endpoint, at: Instant): EndpointPatch {
  return {
    ...same,
    ...(ratePerMinute !== undefined && { ratePerMinute: ratePerMinute ?? undefined }),
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

/** A change whose filter stands within what its partner may have. */
type Change = Omit<WebhookChange, 'headers' | 'filter'> & { readonly filter?: Endpoint['filter'] };

/** Health belongs to an address: how the old one failed says nothing of a new one. */
const freshHealth = { failingSince: undefined, lastFailure: undefined } as const;

/** Whether it hears of other articles from now on; one that names what stands already changes nothing. */
const asksForElse = (
  { status, filter, events }: Pick<Change, 'status' | 'filter' | 'events'>,
  before: Endpoint,
): boolean =>
  (status === 'enabled' && before.status === 'disabled') ||
  (filter !== undefined && !isDeepStrictEqual(filter, before.filter)) ||
  (events !== undefined && !isDeepStrictEqual(events, before.events));
