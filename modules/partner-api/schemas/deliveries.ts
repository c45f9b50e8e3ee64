import * as z from 'zod/mini';
import { deliveryStatuses } from '../../webhooks/delivery.ts';
import { annotated, givenInstant, limitSchema } from './annotated.ts';
import { webhookPath } from './webhooks.ts';

export const sinceSchema = z.strictObject({ since: givenInstant('RFC 3339, at most 14 days ago.') });

export const deliveryIdSchema = annotated(
  z.string().check(z.regex(/^[0-9a-f]{32}-[1-9]\d{0,7}(-end)?$/)),
  "The article's id and version; with `-end`, where it told that your filter does not take the article any more.",
  '0123456789abcdef0123456789abcdef-1',
);
export const deliveryPath = z.strictObject({ ...webhookPath.shape, deliveryId: deliveryIdSchema });

export const statusSchema = annotated(
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
