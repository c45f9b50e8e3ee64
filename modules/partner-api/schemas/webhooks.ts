import * as z from 'zod/mini';
import { articleEventTypes } from '../../articles/event.ts';
import { endpointEventTypes, endpointIdSchema } from '../../webhooks/endpoint.ts';
import { mostOwnHeaders, ownHeaderFault } from '../../webhooks/ownHeaders.ts';
import { annotated, message, named } from './annotated.ts';

export const webhookPath = z.strictObject({
  id: annotated(endpointIdSchema, 'The webhook.', 'wh_0123456789abcdef01234567'),
});

/** A list that names what is wanted: an empty one, or one that repeats itself, is a slip. */
const choice = <Item extends z.ZodMiniType>(item: Item) =>
  z.array(item).check(
    z.minLength(1, message('is empty, so it can match nothing: leave it out to ask for everything')),
    z.maxLength(100, message('has more than 100 values: make a second webhook')),
    z.refine((values) => new Set(values).size === values.length, message('names a value twice: name each once')),
  );
const name = z.string().check(z.maxLength(100, message('is longer than 100 characters, so it can match nothing')));

const filterSchema = named(
  'Filter',
  z.strictObject({
    sources: z.optional(annotated(choice(name), 'Ids of publishers.', ['eurasia'])),
    topics: z.optional(annotated(choice(name), 'Slugs of topics.', ['transport', 'economy'])),
    languages: z.optional(annotated(choice(name), 'BCP 47 language ranges: `en` takes `en-GB` too.', ['en'])),
    backlog: z.optional(
      annotated(z.boolean(), '`false` declines backlog: articles that were old when Caravan first saw them.', false),
    ),
  }),
  'Which articles are wanted. What is left out is not asked; of a list, one match is enough.',
);

/** What a webhook is made of, in what is asked and answered. */
export const fields = {
  url: annotated(
    z.string().check(z.maxLength(2_048, message('is longer than 2,048 characters: webhooks need a shorter address'))),
    'Where webhooks go: https, on the public internet.',
    'https://partner.example/webhooks',
  ),
  description: annotated(
    z.string().check(z.maxLength(200, message('is longer than 200 characters: shorten it'))),
    'For yourself.',
    'The front page',
  ),
  events: annotated(
    choice(z.enum(endpointEventTypes)),
    'What to hear of. `endpoint.failing` and `endpoint.disabled` tell how your other webhooks fare. Comments come to ' +
      'who asks for them.',
    [...articleEventTypes],
  ),
  filter: filterSchema,
  content: annotated(z.enum(['summary', 'full']), "Whether webhooks carry the article's HTML.", 'summary'),
  ratePerMinute: annotated(
    z.int().check(z.gte(10), z.lte(6_000)),
    'No more posts than this in a minute, evenly apart. Nothing is lost: what is over the rate comes later, in its order.',
    60,
  ),
  signature: annotated(
    z.enum(['v1', 'v1a']),
    '`v1` signs with HMAC-SHA256; `v1a` adds an Ed25519 signature, which only Caravan can make.',
    'v1',
  ),
};

const headersSchema = annotated(
  z.record(z.string(), z.string()).check(
    z.refine(
      (given) => Object.keys(given).length <= mostOwnHeaders,
      message(`has more than ${mostOwnHeaders} headers: leave some out`),
    ),
    z.refine(
      (given) => new Set(Object.keys(given).map((name) => name.toLowerCase())).size === Object.keys(given).length,
      message('names a header twice, as their case does not count: name each once'),
    ),
    z.superRefine((given, context) => {
      for (const [header, value] of Object.entries(given)) {
        const fault = ownHeaderFault(header, value);
        if (fault !== undefined)
          context.addIssue({ code: 'custom', input: undefined, path: [header.slice(0, 100)], message: fault });
      }
    }),
  ),
  'Headers of your own, sent with each post, such as a key for your gateway. Kept encrypted: only their names are shown again.',
  { 'X-Api-Key': 'a-key-of-your-gateway' },
);

export const newWebhookSchema = named(
  'NewWebhook',
  z.strictObject({
    url: fields.url,
    description: z.optional(fields.description),
    events: z._default(fields.events, [...articleEventTypes]),
    filter: z._default(fields.filter, {}),
    content: z._default(fields.content, 'summary'),
    signature: z._default(fields.signature, 'v1'),
    headers: z.optional(headersSchema),
    ratePerMinute: z.optional(fields.ratePerMinute),
  }),
  'A webhook to be made.',
  { url: 'https://partner.example/webhooks', filter: { topics: ['transport'] } },
);
export type NewWebhook = z.output<typeof newWebhookSchema>;

export const webhookChangeSchema = named(
  'WebhookChange',
  z
    .strictObject({
      url: z.optional(fields.url),
      description: z.optional(fields.description),
      events: z.optional(fields.events),
      filter: z.optional(fields.filter),
      content: z.optional(fields.content),
      signature: z.optional(fields.signature),
      headers: z.optional(headersSchema),
      ratePerMinute: z.optional(
        annotated(
          z.nullable(fields.ratePerMinute),
          'No more posts than this in a minute; `null` takes the limit away.',
          60,
        ),
      ),
      status: z.optional(
        annotated(
          z.enum(['enabled', 'disabled']),
          'A disabled webhook hears nothing. Enabling forgets what went wrong before.',
          'enabled',
        ),
      ),
    })
    .check(
      z.refine((change) => Object.keys(change).length > 0, message('names nothing to change: name a field at least')),
    ),
  'What to change: what is left out stays as it is.',
  { content: 'full', status: 'enabled' },
);
export type WebhookChange = z.output<typeof webhookChangeSchema>;

export const triedTypes = ['webhook.test', ...endpointEventTypes] as const;
export type TriedType = (typeof triedTypes)[number];
export const tryingSchema = z._default(
  z.strictObject({
    type: z._default(annotated(z.enum(triedTypes), 'Which event to send.', 'article.published'), 'webhook.test'),
  }),
  { type: 'webhook.test' },
);
