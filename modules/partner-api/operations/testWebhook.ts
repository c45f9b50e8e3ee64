import { eventVersion } from '../../articles/event.ts';
import { randomUUID } from 'node:crypto';
import { instant } from '../../../platform/values/time.ts';
import type { Instant } from '../../../platform/values/time.ts';
import type { Endpoint } from '../../webhooks/endpoint.ts';
import { verdictOf } from '../../webhooks/redelivery.ts';
import { digestOf } from '../http/idempotency.ts';
import { json, operation } from '../http/operation.ts';
import type { ArticleData } from '../schemas/articles.ts';
import { triedSchema, webhookPath } from '../schemas/webhooks.ts';
import { findWebhook } from '../webhooks/find.ts';

export const testWebhook = operation({
  id: 'testWebhook',
  method: 'POST',
  path: '/v1/webhooks/{id}/test',
  tag: 'Webhooks',
  summary: 'Send a made-up article to a webhook',
  description:
    'Sends a `webhook.test`, signed like every other, waits for the answer and shows it. It is no delivery: it ' +
    'is not tried again, and the health of the webhook stays what it was. Disabled webhooks can be tested too.',
  pathSchema: webhookPath,
  repeat: 'A repeat is sent again, under the same `webhook-id`.',
  answers: { 200: json('What came of it, whatever the webhook answered.', triedSchema) },
  async run({ partner, path, idempotencyKey, now }, { endpoints, post, publication }) {
    const endpoint = await findWebhook(partner, path.id, endpoints);
    const send = await post();
    const id = `msg_${digestOf(endpoint.id, 'test', idempotencyKey ?? randomUUID()).slice(0, 32)}`;
    const { attempt, answer } = await send(endpoint, { id, body: testBody(endpoint, publication, now) }, now);
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

function testBody({ content }: Endpoint, publication: string, now: Date): string {
  const { content: html, ...summary } = madeUpArticle(publication, instant(now));
  return JSON.stringify({
    type: 'webhook.test',
    timestamp: instant(now),
    eventVersion,
    data: content === 'full' ? { ...summary, content: html } : summary,
  });
}

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
