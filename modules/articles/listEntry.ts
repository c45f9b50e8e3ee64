import * as z from 'zod/mini';
import { instantSchema } from '../../platform/values/schema.ts';
import { plusSeconds, secondsOf } from '../../platform/values/time.ts';
import type { EpochSeconds } from '../../platform/values/time.ts';
import type { Article } from './article.ts';

export const listEntrySchema = z.object({
  /** Where it stands in the list: later ones come first. */
  sk: z.string(),
  id: z.string(),
  version: z.int(),
  changedAt: instantSchema,
  /** Its text was replaced without a new version. */
  rewordedAt: z.optional(instantSchema),
  expiresAt: z.optional(instantSchema),
  /** The article has left the list; the row stays, so that the list's Last-Modified tells of it. */
  gone: z.optional(z.literal(true)),
});
/** An article's place in a list. Its version lets a feed's validators be known without reading the articles. */
export type ListEntry = z.infer<typeof listEntrySchema>;

/** How one article's row changed: what the lists showed before, and whether readers may see it now. */
export interface ListChange {
  readonly before: Article | undefined;
  readonly after: Article;
  readonly readable: boolean;
}

/** What a list's row holds of an article beside its key: as long as the article's own row stands, so does this. */
export function entryOf({ id, version, changedAt, rewordedAt, expiresAt }: Article, retentionSeconds: number) {
  const lasts = Math.max(secondsOf(changedAt), expiresAt === undefined ? 0 : secondsOf(expiresAt)) as EpochSeconds;
  return { id, version, changedAt, rewordedAt, expiresAt, expireAt: plusSeconds(lasts, retentionSeconds) };
}
