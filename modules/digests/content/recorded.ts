import * as z from 'zod/mini';
import { topicSchema } from '../../../platform/values/schema.ts';
import { instant } from '../../../platform/values/time.ts';
import { isReadable } from '../../articles/article.ts';
import type { Article } from '../../articles/article.ts';
import type { DigestContent } from './digestContent.ts';

/** What an issue told, by the names of its articles: what these say, their own rows know. */
export const recordedIssueSchema = z.object({
  sections: z.array(
    z.object({
      topic: z.optional(topicSchema),
      stories: z.array(
        z.object({
          articleId: z.string(),
          version: z.int(),
          corrected: z.boolean(),
          /** Articles of other sources. */
          alsoFrom: z.array(z.string()),
        }),
      ),
    }),
  ),
  more: z.int(),
  withdrawn: z.int(),
});
export type RecordedIssue = z.infer<typeof recordedIssueSchema>;

export const recordedOf = ({ sections, more, withdrawn }: DigestContent): RecordedIssue => ({
  sections: sections.map(({ topic, stories }) => ({
    topic,
    stories: stories.map(({ article: { id, version }, corrected, alsoFrom }) => ({
      articleId: id,
      version,
      corrected,
      alsoFrom: alsoFrom.map((other) => other.id),
    })),
  })),
  more,
  withdrawn,
});

/** The articles that an issue names. */
export const articlesIn = ({ sections }: RecordedIssue): string[] => [
  ...new Set(sections.flatMap(({ stories }) => stories.flatMap(({ articleId, alsoFrom }) => [articleId, ...alsoFrom]))),
];

/**
 * An issue as readers may see it now: its stories as they read today, and none that is not out any more, which counts
 * among those withdrawn.
 */
export function contentOf(
  { sections, more, withdrawn }: RecordedIssue,
  articles: ReadonlyMap<string, Article>,
  now: Date,
): DigestContent {
  const outOf = (id: string): Article[] => {
    const article = articles.get(id);
    return article && isReadable(article, instant(now)) ? [article] : [];
  };
  const shown = sections.map(({ topic, stories }) => ({
    topic,
    stories: stories.flatMap(({ articleId, corrected, alsoFrom }) =>
      outOf(articleId).map((article) => ({ article, corrected, alsoFrom: alsoFrom.flatMap(outOf) })),
    ),
  }));
  const takenBack = sections
    .flatMap(({ stories }) => stories)
    .filter(({ articleId }) => articles.has(articleId) && outOf(articleId).length === 0).length;
  return {
    sections: shown.filter(({ stories }) => stories.length > 0),
    more,
    withdrawn: withdrawn + takenBack,
  };
}
