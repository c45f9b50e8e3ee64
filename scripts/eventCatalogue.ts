#!/usr/bin/env node
/**
 * `npm run events`: writes docs/events/asyncapi.json, the catalogue of what SNS and webhooks carry (AsyncAPI 3.0), from
 * the schemas that the functions parse by.
 */
import { writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { articleEventSchema, eventTypes, eventVersion } from '../modules/articles/event.ts';
import { webhookBodySchema } from '../modules/partner-api/schemas/answers/articles.ts';

/** Without `$schema`, which AsyncAPI names for all. */
const jsonSchemaOf = (schema: z.core.$ZodType): object => ({
  ...z.toJSONSchema(schema, { io: 'input', reused: 'inline' }),
  $schema: undefined,
});

/** Message attributes, of which a filter policy may ask (SNS developer guide, "Subscription filter policies"). */
const attributes = {
  type: 'The event type; an array where a change is several things to different readers.',
  source: 'The id of the source.',
  topics: 'Slugs of the topics, those before the change too.',
  language: 'BCP 47, those before the change too.',
  topicsBefore: 'Where topics or language changed: the slugs before.',
  topicsAfter: 'Where topics or language changed: the slugs now.',
  backlog: '"true" where the article was old when Caravan first saw it.',
};

const webhookHeaders = {
  'webhook-id': 'The same for a version of an article over all tries: a receiver drops a repeat by it.',
  'webhook-timestamp': 'Seconds since 1970 of this try.',
  'webhook-signature': 'Standard Webhooks: `v1,…`, `v1a,…` where the webhook asks for it.',
};

const headersOf = (words: Readonly<Record<string, string>>, required: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(words).map(([name, description]) => [name, { description }])),
  required,
});

/** The catalogue as an AsyncAPI document. */
export const eventCatalogue = (): object => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Caravan events',
    version: `${eventVersion}.0.0`,
    description:
      `Each event says \`eventVersion: ${eventVersion}\`. It rises where a reader has to change; ` +
      'members may be added without that.',
    license: { name: 'MIT' },
  },
  defaultContentType: 'application/json',
  channels: {
    articleEvents: {
      address: 'ArticleTopicArn',
      description: 'The SNS topic: every announcement, in no certain order, at least once. `id` tells a repeat.',
      messages: { articleEvent: { $ref: '#/components/messages/articleEvent' } },
    },
    webhooks: {
      address: null,
      description: "A partner's endpoint: what its filter asks for, an article's versions in order, at least once.",
      messages: Object.fromEntries(eventTypes.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
    },
  },
  operations: {
    announce: { action: 'send', channel: { $ref: '#/channels/articleEvents' } },
    deliver: { action: 'send', channel: { $ref: '#/channels/webhooks' } },
  },
  components: {
    messages: {
      articleEvent: {
        summary:
          'A version of an article, without its content; or a comment on it, approved or taken back, without its words.',
        headers: headersOf(attributes, ['type', 'source', 'topics']),
        payload: jsonSchemaOf(z.extend(articleEventSchema, { eventVersion: z.literal(eventVersion) })),
      },
      ...Object.fromEntries(
        eventTypes.map((type) => [
          type,
          {
            summary: `A webhook of type ${type}.`,
            headers: headersOf(webhookHeaders, Object.keys(webhookHeaders)),
            payload: jsonSchemaOf(webhookBodySchema(type)),
          },
        ]),
      ),
    },
  },
});

export const cataloguePath = new URL('../docs/events/asyncapi.json', import.meta.url);

if (import.meta.main) writeFileSync(cataloguePath, `${JSON.stringify(eventCatalogue(), null, 2)}\n`);
