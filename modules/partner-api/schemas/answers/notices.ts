import * as z from 'zod/mini';
import { eventVersion } from '../../../articles/event.ts';
import type { NoticeType } from '../../../webhooks/endpoint.ts';
import { annotated, instantText } from '../annotated.ts';

/** The body of a webhook that tells how another one fares. */
export const noticeBodySchema = (type: NoticeType) =>
  z.object({
    type: z.literal(type),
    timestamp: instantText('When it began.'),
    eventVersion: annotated(z.literal(eventVersion), 'The version of this form.', eventVersion),
    data: z.object({
      webhook: annotated(
        z.object({
          id: annotated(z.string(), 'Which one.', 'wh_0123456789abcdef01234567'),
          url: annotated(z.string(), 'Where it goes.', 'https://partner.example/webhooks'),
          description: z.optional(annotated(z.string(), 'Your own words for it.', 'The front page')),
        }),
        'The webhook.',
      ),
      since: instantText('When it began.'),
      reason: annotated(z.string(), 'Why.', 'It answered 500.'),
    }),
  });
