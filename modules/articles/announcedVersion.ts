import * as z from 'zod/mini';
import { articleEventSchema, withoutWords } from './event.ts';
import { epochSecondsSchema } from '../../platform/values/schema.ts';
import type { Filterable } from './selectors.ts';
import { announcementOf, endOf } from './view.ts';

/** One version of an article, as it was announced then: webhooks and the pull API send. */
export const announcedVersionSchema = z.object({
  /** Its place in the log of everything that was ever announced. */
  seq: z.int().check(z.gte(1)),
  loggedAt: epochSecondsSchema,
  event: articleEventSchema,
  /** HTML; none for a withdrawal, nor once the article was taken back. */
  content: z.optional(z.string()),
  /** The article was taken back after this version: what it said is said no more. */
  takenBack: z.optional(z.literal(true)),
});
export type AnnouncedVersion = z.infer<typeof announcedVersionSchema>;

/**
 * An announcement as one reader is told of it, who may be told of it otherwise than others: who ceases to be entitled
 * learns nothing of the story.
 * @param type what it is to the reader (view.ts)
 * @param asks whether the reader asks for what is known by this
 */
export function toldAs(
  edition: AnnouncedVersion,
  type: AnnouncedVersion['event']['type'],
  asks: (one: Filterable) => boolean,
): AnnouncedVersion {
  const { event } = edition;
  if (event.type === type)
    return type === 'article.withdrawn' && !asks(announcementOf(event))
      ? { ...edition, event: withoutStory(event) }
      : edition;
  if (type !== 'article.withdrawn') return { ...edition, event: { ...event, type } };
  return {
    ...edition,
    content: undefined,
    event: { ...withoutStory(event), type, reason: endOf(announcementOf(event)) },
  };
}

/** The event of a version whose article was taken back: who and when, but not what. */
export const withoutStory = (event: AnnouncedVersion['event']): AnnouncedVersion['event'] => ({
  ...event,
  article: withoutWords(event.article),
});
