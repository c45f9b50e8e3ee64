import * as z from 'zod/mini';
import { articleEventSchema } from './event.ts';
import { epochSecondsSchema } from './schema.ts';

/** What was announced of one version of an article, as it was then: what webhooks and the pull API send. */
export const editionSchema = z.object({
  /** Its place in the log of everything that was ever announced. */
  seq: z.int().check(z.gte(1)),
  loggedAt: epochSecondsSchema,
  event: articleEventSchema,
  /** HTML; none for a withdrawal, nor once the article was taken back. */
  content: z.optional(z.string()),
  /** The article was taken back after this version: what it said is said no more. */
  takenBack: z.optional(z.literal(true)),
});
export type Edition = z.infer<typeof editionSchema>;

/** The event of a version whose article was taken back: who and when, but not what. */
export const withoutStory = (event: Edition['event']): Edition['event'] => {
  const { id, version, source, attribution, language, topics } = event.article;
  return { ...event, article: { id, version, source, attribution, ...(language !== undefined && { language }), topics, title: '', summary: '', authors: [] } };
};
