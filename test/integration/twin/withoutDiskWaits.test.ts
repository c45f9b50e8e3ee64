import { DatabaseSync } from 'node:sqlite';
import { startMessageEngine } from '../../../local/engines/messageEngine.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

/**
 * The databases that something opens for statements, with how each waits for the disk (SQLite: 2 is FULL, 1 is NORMAL).
 */
async function waitsOf(start: () => Promise<unknown>): Promise<number[]> {
  // oxlint-disable-next-line typescript/unbound-method -- it is put back and called with its own `this`
  const original = DatabaseSync.prototype.prepare;
  const opened = new Set<DatabaseSync>();
  DatabaseSync.prototype.prepare = function prepare(this: DatabaseSync, ...args: Parameters<DatabaseSync['prepare']>) {
    opened.add(this);
    return Reflect.apply(original, this, args);
  };
  try {
    await start();
    return [...opened].map((database) =>
      Number((Reflect.apply(original, database, ['PRAGMA synchronous']).get() as { synchronous: number }).synchronous),
    );
  } finally {
    DatabaseSync.prototype.prepare = original;
  }
}

test('the engine of queues does not wait for the disk at each message', async () => {
  const dataDir = newDataDir();
  let engine: Awaited<ReturnType<typeof startMessageEngine>> | undefined;
  try {
    const waits = await waitsOf(async () => {
      engine = await startMessageEngine(dataDir);
    });
    expect(waits).toEqual([1]);
  } finally {
    await engine?.stop();
    removeDataDir(dataDir);
  }
});
