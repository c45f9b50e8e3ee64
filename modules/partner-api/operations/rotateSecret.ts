import { randomUUID } from 'node:crypto';
import { Problem } from '../../../platform/http/problem.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import { eventVersion } from '../../articles/event.ts';
import type { CommentEventType } from '../../articles/event.ts';
import { verdictOf } from '../../webhooks/delivery.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import { noticeBody } from '../../webhooks/notices/notice.ts';
import { newSigningSecret, publicKeyOf, sealSecret } from '../../webhooks/signing.ts';
import type { SigningSecret } from '../../webhooks/signing.ts';
import { digestOf } from '../http/access.ts';
import { operation } from '../http/operation.ts';
import type { ApiReply } from '../http/operation.ts';
import type { ArticleData, CommentData } from '../schemas/answers/articles.ts';
import type { TriedType } from '../schemas/webhooks.ts';
import { tryingSchema, webhookPath } from '../schemas/webhooks.ts';
import { findWebhook } from '../webhooks/rules.ts';
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

export const testWebhook = operation({
  id: 'testWebhook',
  method: 'POST',
  path: '/v1/webhooks/{id}/test',
  tag: 'Webhooks',
  summary: 'Send a made-up event to a webhook',
  description:
    'Sends a `webhook.test`, or an event of the type that you name, signed like every other, waits for the answer and ' +
    'shows it. The article in it is made up, of the publisher `test`, and has the id 0000…: a receiver that stores it ' +
    'takes it off with `article.withdrawn`. It is no delivery: it ' +
    'is not tried again, and the health of the webhook stays what it was. Disabled webhooks can be tested too.',
  pathSchema: webhookPath,
  bodySchema: tryingSchema,
  repeat: 'A repeat is sent again, under the same `webhook-id`.',
  async run({ partner, path, body, idempotencyKey, now }, { endpoints, post, publication }) {
    const endpoint = await findWebhook(partner, path.id, endpoints);
    const send = await post();
    const id = `msg_${digestOf(endpoint.id, 'test', idempotencyKey ?? randomUUID()).slice(0, 32)}`;
    const { attempt, answer } = await send(
      endpoint,
      { id, body: testBody(body.type, endpoint, publication, now) },
      now,
    );
    const { milliseconds, status, error } = attempt;
    return {
      status: 200,
      body: {
        delivered: verdictOf(attempt) === 'delivered',
        status,
        milliseconds,
        answer,
        error,
      },
    };
  },
});

function testBody(type: TriedType, endpoint: Endpoint, publication: string, now: Date): string {
  if (type === 'endpoint.failing' || type === 'endpoint.disabled')
    return JSON.stringify(noticeBody(endpoint, { type, since: instant(now), reason: 'You asked for a test.' }));
  if (type === 'comment.approved' || type === 'comment.withdrawn')
    return JSON.stringify({ type, timestamp: instant(now), eventVersion, data: madeUpComment(type, instant(now)) });
  const { content: html, ...summary } = madeUpArticle(publication, instant(now));
  const { id, version, source, attribution, topics, language } = summary;
  const withdrawn = { id, version, source, attribution, topics, language, title: '', summary: '', authors: [] };
  const data = endpoint.content === 'full' ? { ...summary, content: html } : summary;
  return JSON.stringify({
    type,
    timestamp: instant(now),
    eventVersion,
    data: type === 'article.withdrawn' ? { ...withdrawn, reason: 'You asked for a test.' } : data,
  });
}

const madeUpComment = (type: CommentEventType, now: Instant): CommentData => {
  const about = { id: '0'.repeat(32), article: { id: '0'.repeat(32) } };
  return type === 'comment.withdrawn'
    ? about
    : { ...about, name: 'A. Reader', text: 'There is no such comment: drop it.', sentAt: now };
};

/** An article that says of itself that it is none. */
export const madeUpArticle = (publication: string, now: Instant): ArticleData => ({
  id: '0'.repeat(32),
  version: 1,
  title: 'This is a test',
  summary: `${publication} sends this to see whether your webhook works. There is no such article.`,
  content: `<p>There is no such article: <em>drop it</em>, and answer 2xx.</p>`,
  url: 'https://publisher.example/test',
  source: { id: 'test', name: 'Test Publisher', url: 'https://publisher.example/' },
  attribution: 'Source: Test Publisher',
  authors: ['A. Writer'],
  topics: [{ slug: 'testing', name: 'Testing' }],
  language: 'en',
  published: now,
});
