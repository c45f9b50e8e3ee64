import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Ids are kept far longer than any sender repeats; without an end the table would only grow. */
const deliveryDays = 90;

const schema = `
CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, received_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, status TEXT NOT NULL CHECK (status IN ('live', 'withdrawn')),
  published_at TEXT NOT NULL, updated_at TEXT NOT NULL, data TEXT NOT NULL, content TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS articles_by_time ON articles (status, published_at DESC);
CREATE TABLE IF NOT EXISTS topics (
  slug TEXT NOT NULL, article TEXT NOT NULL REFERENCES articles (id), name TEXT NOT NULL, PRIMARY KEY (slug, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS topics_by_article ON topics (article);
`;

/** Opens the site's one database file, and makes it where there is none. */
export function openDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'partner-site.sqlite'), { timeout: 5000 });
  // FULL: an answer of 204 promises that the article is on the disk, also if the power fails a moment later.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
  database.exec(schema);
  const oldest = new Date(Date.now() - deliveryDays * 86_400_000).toISOString();
  database.prepare('DELETE FROM deliveries WHERE received_at < ?').run(oldest);
  return database;
}

/** Does all of the work or none of it, whatever fails and whenever the process ends. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
