import * as z from 'zod/mini';
import { eventTypes } from '../../articles/event.ts';
import { deliveryStatuses } from '../../webhooks/delivery.ts';
import { annotated, givenInstant, instantText, limitSchema, named } from './annotated.ts';
import { webhookPath } from './webhooks.ts';

export const sinceSchema = z.strictObject({ since: givenInstant('RFC 3339, at most 14 days ago.') });
export const recoveringSchema = z.object({
  since: instantText('From when on.'),
  asked: instantText('When it was asked for: what was tried after this is not tried again.'),
});

const deliveryIdSchema = annotated(
  z.string().check(z.regex(/^[0-9a-f]{32}-[1-9]\d{0,7}(-end)?$/)),
  "The article's id and version; with `-end`, where it told that your filter does not take the article any more.",
  '0123456789abcdef0123456789abcdef-1',
);
export const deliveryPath = z.strictObject({ ...webhookPath.shape, deliveryId: deliveryIdSchema });

const statusSchema = annotated(
  z.enum(deliveryStatuses),
  '`pending` comes by itself, as it failed before, or as the endpoint was failing when it was new; `failed` ' +
    'comes no more by itself, `superseded` was not sent because something newer of its article was, or because the ' +
    'article was withdrawn.',
  'delivered',
);

export const deliveriesQuery = z.strictObject({
  status: z.optional(statusSchema),
  limit: limitSchema,
  cursor: z.optional(annotated(z.string(), 'The `next` of an earlier answer.', 'AQAAAAAAKgAAAAAAAOOwxEKY_Bw')),
});

export const deliverySchema = named(
  'Delivery',
  z.object({
    id: deliveryIdSchema,
    articleId: z.optional(annotated(z.string(), 'The article.', '0123456789abcdef0123456789abcdef')),
    commentId: z.optional(
      annotated(
        z.string(),
        'Of an event of a comment, in place of the article: which.',
        '0123456789abcdef0123456789abcdef',
      ),
    ),
    version: annotated(z.int(), 'Which version of it.', 1),
    type: annotated(z.enum(eventTypes), 'What happened.', 'article.published'),
    status: statusSchema,
    reason: z.optional(
      annotated(
        z.string(),
        'Why it is so, where the attempts do not say it.',
        'The endpoint is disabled: enable it, then recover.',
      ),
    ),
    attempts: annotated(z.int(), 'How many there were.', 1),
    history: annotated(
      z.array(
        z.object({
          at: instantText('When.'),
          milliseconds: annotated(z.int(), 'How long it took.', 120),
          status: z.optional(annotated(z.int(), "The answer's status.", 204)),
          error: z.optional(
            annotated(
              z.string(),
              'Why there was no answer.',
              'The connection to partner.example failed (ECONNREFUSED): the server is down, or closed it midway.',
            ),
          ),
        }),
      ),
      'The last ten attempts, newest last.',
    ),
    responseCode: z.optional(annotated(z.int(), 'The last answer: its status.', 204)),
    answer: z.optional(annotated(z.string(), 'The last answer: how it began, 2 kB at most.', 'ok')),
    nextTryAt: z.optional(instantText('When it is tried again.')),
    createdAt: instantText('When it was first tried.'),
  }),
  'One version of an article, or of a comment, for one webhook.',
);
export type DeliveryView = z.infer<typeof deliverySchema>;

export const deliveryWithBodySchema = named(
  'DeliveryWithBody',
  z.extend(deliverySchema, {
    sent: z.optional(
      annotated(
        z.object({
          bytes: annotated(z.int(), 'Its size.', 512),
          sha256: annotated(z.string(), 'Its SHA-256, in hex.', '0'.repeat(64)),
          body: z.optional(
            annotated(
              z.string(),
              'The body. None where it cannot be made again, mostly because the article was withdrawn since.',
              '{"type":"article.published"}',
            ),
          ),
        }),
        'What was posted last. None where nothing was, or where an earlier release posted it.',
      ),
    ),
  }),
  'A delivery, with what was posted.',
);

export type DeliveryWithBody = z.infer<typeof deliveryWithBodySchema>;

export const deliveriesSchema = z.object({
  deliveries: annotated(z.array(deliverySchema), 'The newest first. May be empty while `more` is true.'),
  more: annotated(z.boolean(), 'Whether there are older ones.', false),
  next: z.optional(
    annotated(
      z.string(),
      'Give this as `cursor` to go on. None where there is no more.',
      'AQAAAAAAKgAAAAAAAOOwxEKY_Bw',
    ),
  ),
});

export const retryingSchema = z.object({ id: deliveryIdSchema, asked: instantText('When it was asked for.') });
