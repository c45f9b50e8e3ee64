import type { DatabaseSync } from 'node:sqlite';
import type { ArticleEvent } from '../event.ts';
import { inTransaction } from './database.ts';

/** What became of an event: stored, or nothing to do as it came before, or as newer news is here. */
export type Outcome = 'stored' | 'repeat' | 'older';

export interface Inbox {
  /** Stores an event once, however often its message comes. Returns when it is on the disk. */
  take(messageId: string, event: ArticleEvent): Outcome;
}

/**
 * Lower versions are older news that came late. Of two alike a withdrawal wins: better to miss an article than to show
 * it wrongly.
 */
const putArticle = `
INSERT INTO articles (id, version, status, published_at, updated_at, data, content)
VALUES ($id, $version, $status, coalesce($published, $timestamp), $timestamp, $data, $content)
ON CONFLICT (id) DO UPDATE SET
  version = excluded.version, status = excluded.status, published_at = coalesce($published, published_at),
  updated_at = excluded.updated_at, data = excluded.data, content = excluded.content
WHERE excluded.version > version OR (excluded.version = version AND (status = 'live' OR excluded.status = 'withdrawn'))`;

export function openInbox(database: DatabaseSync): Inbox {
  const remember = database.prepare('INSERT OR IGNORE INTO deliveries (id, received_at) VALUES (?, ?)');
  const put = database.prepare(putArticle);
  const clearTopics = database.prepare('DELETE FROM topics WHERE article = ?');
  const putTopic = database.prepare('INSERT OR IGNORE INTO topics (slug, article, name) VALUES (?, ?, ?)');

  function apply(event: ArticleEvent): Outcome {
    const { id, version } = event.data;
    const { changes } = put.run({ id, version, ...rowOf(event) });
    if (changes === 0) return 'older';
    clearTopics.run(id);
    if (event.type === 'article.withdrawn') return 'stored';
    for (const { slug, name } of event.data.topics) putTopic.run(slug, id, name);
    return 'stored';
  }

  return {
    // The id and the change are one transaction: never an id without its change, nor a change that could be made twice.
    take: (messageId, event) =>
      inTransaction(database, () => {
        const { changes } = remember.run(messageId, new Date().toISOString());
        return changes === 0 ? 'repeat' : apply(event);
      }),
  };
}

function rowOf(event: ArticleEvent): Record<'status' | 'published' | 'timestamp' | 'data' | 'content', string | null> {
  const { type, timestamp, data } = event;
  // Of what has been withdrawn nothing is kept that could be shown by mistake.
  if (type === 'article.withdrawn')
    return { status: 'withdrawn', published: null, timestamp, data: JSON.stringify(data), content: null };
  const { content = null, ...article } = data;
  // A date in the future would stand on top of every list until it comes.
  const published = article.published !== undefined && article.published < timestamp ? article.published : null;
  return { status: 'live', published, timestamp, data: JSON.stringify(article), content };
}
