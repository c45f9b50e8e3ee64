import { randomBytes } from 'node:crypto';
import { Problem } from '../../../platform/http/problem.ts';
import { instant } from '../../../platform/values/time.ts';
import { enabledAnew } from '../../webhooks/endpoint.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import { newSigningSecret, sealSecret } from '../../webhooks/signing.ts';
import type { SigningSecret } from '../../webhooks/signing.ts';
import { digestOf, repeatableMs } from '../http/limits.ts';
import { json, operation } from '../http/operation.ts';
import type { ApiReply } from '../http/operation.ts';
import { madeWebhookSchema, newWebhookSchema } from '../schemas/webhooks.ts';
import type { ApiServices } from '../services.ts';
import { filterFaults, urlFaults } from '../webhooks/rules.ts';
import { endpointView, newestSecret } from '../webhooks/view.ts';

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
  answers: { 201: json('The webhook, and its secret.', madeWebhookSchema, { Location: 'Where it is.' }) },
  problems: {
    409:
      `You have ${mostWebhooks} webhooks already; or this is a repeat of a request whose webhook was changed ` +
      'since, or that is older than 24 hours.',
  },
  async run({ partner, body, idempotencyKey, now }, services) {
    const id = `wh_${idempotencyKey === undefined ? randomBytes(12).toString('hex') : digestOf(partner.id, idempotencyKey).slice(0, 24)}`;
    const requestHash = digestOf(body);
    const standing = idempotencyKey === undefined ? undefined : await services.endpoints.get(partner.id, id);
    if (standing) return repeated(standing, requestHash, services, now);
    if ((await services.endpoints.ofPartner(partner.id)).length >= mostWebhooks)
      throw new Problem(409, `You have ${mostWebhooks} webhooks, which is as many as there may be: delete one first.`);
    const errors = [...(await urlFaults(body.url, services)), ...(await filterFaults(body.filter, services.sources))];
    if (errors.length > 0) throw new Problem(422, 'The webhook would never receive an event: see errors.', { errors });
    const secret = newSigningSecret();
    const owner = { partnerId: partner.id, id };
    const made = instant(now);
    const endpoint: Endpoint = {
      ...body,
      ...owner,
      url: new URL(body.url).href,
      status: 'enabled',
      secrets: [{ sealed: sealSecret(secret, owner, await services.sealer()) }],
      createdAt: made,
      updatedAt: made,
      hearsSince: made,
      requestHash,
    };
    if (await services.endpoints.add(endpoint)) return created(endpoint, secret, services);
    // The same request, a moment earlier: its answer is this one's.
    const other = await services.endpoints.get(partner.id, id);
    if (!other) throw new Problem(409, 'The webhook was deleted while it was made: ask again.');
    return repeated(other, requestHash, services, now);
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
async function repeated(standing: Endpoint, requestHash: string, services: ApiServices, now: Date): Promise<ApiReply> {
  const { createdAt, updatedAt } = standing;
  if (standing.requestHash !== requestHash)
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
