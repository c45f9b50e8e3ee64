import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TwinError } from '../twinError.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS records (seq INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, record TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS records_by_table ON records (table_name, seq);
  CREATE TABLE IF NOT EXISTS intents (id INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, key TEXT NOT NULL, before TEXT);
  CREATE TABLE IF NOT EXISTS places (table_name TEXT PRIMARY KEY, shard TEXT NOT NULL, sequence TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS checkpoints (mapping TEXT PRIMARY KEY, seq INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS secrets (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, recipe TEXT NOT NULL, value TEXT NOT NULL, version TEXT NOT NULL, created_at INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS mails (seq INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS mail_events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, due_at INTEGER NOT NULL, message TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS validated_destinations (destination TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS mail_sends (minute INTEGER PRIMARY KEY, recipients INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS switched_off (id TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS suppressed_addresses (address TEXT PRIMARY KEY, reason TEXT NOT NULL, at INTEGER NOT NULL);
`;

/**
 * Opens the twin's own database and with it takes the data folder: SQLite's exclusive lock is the operating system's,
 * so that it ends with the process, however the process ends.
 */
export function takeDataFolder(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'twin.db'));
  try {
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; COMMIT',
    );
    database.exec(schema);
    return database;
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw cause;
    throw new TwinError(
      `The data folder ${folder} is in use by another twin. Stop that one, or choose another folder (CARAVAN_DATA).`,
      { cause },
    );
  }
}

const sqliteBusy = 5;
const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === sqliteBusy;
