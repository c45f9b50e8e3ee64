import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { articleSchema, withdrawalSchema } from '../event.ts';

const rowSchema = z.object({ data: z.string(), published_at: z.string(), updated_at: z.string() });
const fullRowSchema = rowSchema.extend({ status: z.enum(['live', 'withdrawn']), content: z.string().nullable() });
const topicSchema = z.object({ slug: z.string(), name: z.string() });

/** An article as lists show it. */
export type Story = ReturnType<typeof storyOf>;
export type Topic = z.infer<typeof topicSchema>;

export interface Library {
  /** The newest first. */
  latest(limit: number): Story[];
  ofTopic(slug: string, limit: number): Story[];
  find(id: string): ReturnType<typeof foundOf> | undefined;
  /** What most is written about. */
  topics(limit: number): Topic[];
  topic(slug: string): Topic | undefined;
}

export function openLibrary(database: DatabaseSync): Library {
  const latest = database.prepare(
    `SELECT data, published_at, updated_at FROM articles WHERE status = 'live' ORDER BY published_at DESC, id LIMIT ?`,
  );
  const ofTopic = database.prepare(
    `SELECT data, published_at, updated_at FROM topics JOIN articles ON id = article WHERE slug = ? ORDER BY published_at DESC, id LIMIT ?`,
  );
  const find = database.prepare('SELECT status, data, content, published_at, updated_at FROM articles WHERE id = ?');
  const topics = database.prepare(
    'SELECT slug, max(name) AS name FROM topics GROUP BY slug ORDER BY count(*) DESC, slug LIMIT ?',
  );
  const topic = database.prepare('SELECT slug, name FROM topics WHERE slug = ? LIMIT 1');
  return {
    latest: (limit) => latest.all(limit).map(storyOf),
    ofTopic: (slug, limit) => ofTopic.all(slug, limit).map(storyOf),
    find: (id) => {
      const row = find.get(id);
      return row && foundOf(row);
    },
    topics: (limit) => z.array(topicSchema).parse(topics.all(limit)),
    topic: (slug) => topicSchema.optional().parse(topic.get(slug)),
  };
}

function storyOf(row: unknown) {
  const { data, published_at: publishedAt, updated_at: changedAt } = rowSchema.parse(row);
  const article = articleSchema.parse(JSON.parse(data));
  // The publisher's own date of a correction, or else when Caravan told us.
  const corrected = article.updated !== undefined && article.updated > publishedAt ? article.updated : changedAt;
  return { ...article, publishedAt, updatedAt: article.version > 1 ? corrected : undefined };
}

function foundOf(row: unknown) {
  const { status, data, content } = fullRowSchema.parse(row);
  return status === 'live'
    ? ({ status, story: storyOf(row), content: content ?? undefined } as const)
    : ({ status, withdrawal: withdrawalSchema.parse(JSON.parse(data)) } as const);
}
