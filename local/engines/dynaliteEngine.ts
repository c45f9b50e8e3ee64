import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { idleConnectionMs } from '../gateway/exchange.ts';
import { TwinError } from '../twinError.ts';
import { letIteratorsEnd } from './endedIterators.ts';
import { weighItemsInBytes } from './itemSizesInBytes.ts';
import { reachedBy, type TableEngine } from './tableEngine.ts';
import { withoutSocket } from './withoutSocket.ts';

/** Starts dynalite on disk, or in memory where no folder is given. */
export async function startDynalite(dataDir?: string): Promise<TableEngine> {
  letIteratorsEnd();
  weighItemsInBytes();
  const path = dataDir === undefined ? undefined : join(dataDir, 'tables');
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.keepAliveTimeout = idleConnectionMs;
  const answering = new Set<Promise<void>>();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // Dynalite would throw out of any reach where its caller dies in the midst of a call.
    request.removeAllListeners('error').on('error', () => undefined);
    const answered = untilAnswered(request, response).finally(() => {
      answering.delete(answered);
    });
    answering.add(answered);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  let isOpen = true;
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...reachedBy(async (request) => {
      // its database closed, dynalite would throw out of any reach
      if (!isOpen) throw new TwinError('dynalite has stopped');
      return withoutSocket(server, request);
    }),
    complete: false,
    stop: async () => {
      isOpen = false;
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

/**
 * Resolves when dynalite has ended its work on a call. It works on for a caller that has died, and closed meanwhile it
 * would throw out of any reach, as it closes its database first. A call that did not arrive as a whole it never begins.
 */
function untilAnswered(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = response.end.bind(response);
  response.end = ((...body: Parameters<typeof end>) => {
    resolve();
    return end(...body);
  }) as typeof response.end;
  request.once('close', () => {
    if (!request.readableEnded) resolve();
  });
  return promise;
}
