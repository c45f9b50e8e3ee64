import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  let database: DatabaseSync | undefined;
  try {
    makeFolder(folder);
    database = new DatabaseSync(join(folder, 'twin.db'));
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; COMMIT',
    );
    database.exec(schema);
    return database;
  } catch (cause) {
    database?.close();
    const why = isBusy(cause) ? 'is in use by another twin. Stop that one' : unusable(cause);
    if (why === undefined) throw cause;
    throw new TwinError(`The data folder ${folder} ${why}, or choose another folder (CARAVAN_DATA).`, { cause });
  }
}

/** One after another: with `recursive`, Node never ends where a parent exists and takes no folder, as /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** SQLite's result codes (https://www.sqlite.org/rescode.html), the first byte of the extended ones. */
const sqlite = { busy: 5, readOnly: 8, full: 13, cannotOpen: 14 };
const codeOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 255
    : 0;
const isBusy = (error: unknown): boolean => codeOf(error) === sqlite.busy;

/**
 * Why a folder or a file of the twin cannot be used, as far as a person can mend it: "…: make room on it". The words
 * go on after the folder's name.
 */
export function unusable(error: unknown): string | undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (['ENOSPC', 'EDQUOT'].includes(code) || codeOf(error) === sqlite.full)
    return 'lies on a disk that is full. Make room on it';
  if (['EACCES', 'EPERM', 'EROFS'].includes(code) || [sqlite.readOnly, sqlite.cannotOpen].includes(codeOf(error)))
    return 'cannot be written. Give yourself the right to';
  if (['EEXIST', 'ENOTDIR'].includes(code)) return 'is a file, or below one. Move that away';
  if (code === 'ENOENT') return 'cannot be made there. Make it yourself';
  return undefined;
}
