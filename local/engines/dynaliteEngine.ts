import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { idleConnectionMs } from '../gateway/exchange.ts';
import { letIteratorsEnd } from './endedIterators.ts';
import { weighItemsInBytes } from './itemSizesInBytes.ts';
import { engineAt, type TableEngine } from './tableEngine.ts';

/** Starts dynalite on disk. */
export async function startDynalite(dataDir: string): Promise<TableEngine> {
  letIteratorsEnd();
  weighItemsInBytes();
  const server = dynalite({ path: join(dataDir, 'tables'), createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.keepAliveTimeout = idleConnectionMs;
  // Closed while it answers, dynalite would throw out of any reach: it closes its database first.
  const answering = new Set<Promise<unknown>>();
  server.on('request', (_request: unknown, response: ServerResponse) => {
    const answered = once(response, 'close').finally(() => {
      answering.delete(answered);
    });
    answering.add(answered);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const engine = engineAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    ...engine,
    complete: false,
    stop: async () => {
      await engine.stop();
      await Promise.all(answering);
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
      });
    },
  };
}
