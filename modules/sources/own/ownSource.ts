import * as z from 'zod/mini';
import { keptKeySchema } from '../../../platform/values/apiKey.ts';
import { instantSchema, topicSchema } from '../../../platform/values/schema.ts';
import { sourceSchema } from '../source.ts';

/**
 * A source without a feed: its stories are given to Caravan, by an editor's command or by a publisher's system with a
 * key. It has no address, is never polled and never silent.
 */
export const ownSourceSchema = z.object({
  kind: z.literal('own'),
  id: sourceSchema.shape.id,
  name: sourceSchema.shape.name,
  siteUrl: sourceSchema.shape.siteUrl,
  topics: z.array(topicSchema),
  /** With which its stories may be written, the newest first; none where editors alone write it. */
  keys: z.array(keptKeySchema),
  createdAt: instantSchema,
});
export type OwnSource = z.infer<typeof ownSourceSchema>;

/** The name that a story has at its source: it stands in addresses and files. */
export const storyIdSchema = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/));
