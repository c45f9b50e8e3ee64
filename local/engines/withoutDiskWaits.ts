import { DatabaseSync } from 'node:sqlite';

const keepsLog = 'PRAGMA journal_mode = WAL';

/**
 * Runs `start` while databases that keep a write-ahead log are opened to write it without waiting for the disk, as the
 * twin's own does: a process that dies loses nothing, a machine that loses its power the last moments. fauxqs waits for
 * the disk four times a message, on the one thread that all engines share.
 */
export async function withoutDiskWaits<Result>(start: () => Promise<Result>): Promise<Result> {
  // oxlint-disable-next-line typescript/unbound-method -- it is put back and called with its own `this`
  const original = DatabaseSync.prototype.exec;
  DatabaseSync.prototype.exec = function exec(this: DatabaseSync, sql: string): void {
    Reflect.apply(original, this, [sql === keepsLog ? `${sql}; PRAGMA synchronous = NORMAL` : sql]);
  };
  try {
    return await start();
  } finally {
    DatabaseSync.prototype.exec = original;
  }
}
