import type { Endpoint } from '../../webhooks/endpoint.ts';
import { instant } from '../../../platform/values/time.ts';
import { Problem } from '../../../platform/http/problem.ts';
import { sealSecret } from '../../webhooks/secrets.ts';
import { newSigningSecret, publicKeyOf } from '../../webhooks/sign.ts';
import type { SigningSecret } from '../../webhooks/sign.ts';
import { digestOf } from '../http/idempotency.ts';
import { json, operation } from '../http/operation.ts';
import type { ApiReply } from '../http/operation.ts';
import { rotatedSchema, webhookPath } from '../schemas/webhooks.ts';
import { findWebhook } from '../webhooks/find.ts';
import { newestSecret } from '../webhooks/view.ts';

const overlapMs = 86_400_000;

export const rotateSecret = operation({
  id: 'rotateSecret',
  method: 'POST',
  path: '/v1/webhooks/{id}/rotate-secret',
  tag: 'Webhooks',
  summary: 'Give a webhook a new secret',
  description:
    'For 24 hours webhooks are signed with both, the new one and the one before, so that you can change over in ' +
    'peace. Older ones end at once.',
  pathSchema: webhookPath,
  repeat: 'A repeat within 24 hours gets the same secret, and makes none.',
  answers: { 200: json('The new secret: it is shown now and never again.', rotatedSchema) },
  problems: {
    409: 'This is a repeat of a request that is older than 24 hours; or the webhook is being changed by another request.',
  },
  async run({ partner, path, idempotencyKey, now }, { endpoints, sealer: sealing }) {
    const endpoint = await findWebhook(partner, path.id, endpoints);
    const sealer = await sealing();
    const rotationHash = idempotencyKey === undefined ? undefined : digestOf(partner.id, path.id, idempotencyKey);
    if (rotationHash !== undefined && endpoint.rotationHash === rotationHash) {
      const until = endpoint.secrets[1]?.expiresAt;
      if (until === undefined || until <= instant(now))
        throw new Problem(
          409,
          'This request was made more than 24 hours ago, and its secret is shown no more: rotate again, under a new Idempotency-Key.',
        );
      return shown(endpoint, newestSecret(endpoint, sealer), until);
    }
    const [former] = endpoint.secrets;
    if (!former) throw new Error(`The endpoint ${endpoint.id} has no secret.`);
    const secret = newSigningSecret();
    const until = instant(new Date(now.getTime() + overlapMs));
    const secrets = [{ sealed: sealSecret(secret, endpoint, sealer) }, { sealed: former.sealed, expiresAt: until }];
    const changed = await endpoints.change(
      endpoint,
      { secrets, rotationHash, updatedAt: instant(now) },
      true,
      endpoint.updatedAt,
    );
    if (!changed) throw new Problem(409, 'The webhook was changed by another request at this moment: ask again.');
    return shown(changed, secret, until);
  },
});

const shown = ({ signature }: Endpoint, secret: SigningSecret, until: string): ApiReply => ({
  status: 200,
  body: {
    secret: secret.hmac,
    ...(signature === 'v1a' && { publicKey: publicKeyOf(secret) }),
    previousExpiresAt: until,
  },
});
