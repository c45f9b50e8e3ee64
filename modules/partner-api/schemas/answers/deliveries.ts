import * as z from 'zod/mini';
import { eventTypes } from '../../../articles/event.ts';
import { annotated, instantText, named } from '../annotated.ts';
import { deliveryIdSchema, statusSchema } from '../deliveries.ts';

export const recoveringSchema = z.object({
  since: instantText('From when on.'),
  asked: instantText('When it was asked for: what was tried after this is not tried again.'),
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
