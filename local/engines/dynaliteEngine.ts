import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { engineAt, type TableEngine } from './tableEngine.ts';

/** Starts dynalite on disk. */
export async function startDynalite(dataDir: string): Promise<TableEngine> {
  const server = dynalite({ path: join(dataDir, 'tables'), createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', resolve); });
  const engine = engineAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    ...engine, complete: false,
    stop: async () => {
      await engine.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) => { server.close((error) => { if (error) reject(error); else resolve(); }); });
    },
  };
}
